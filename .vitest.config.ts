// How vitest runs here: `fast` is everything that needs no browser, `security` the proofs of
// the threats that take their time, `e2e` the stories in Chromium. Called with --config by test/run.ts.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', 'test/security/**'],
          testTimeout: 15_000,
          // One process for all files: starting one and loading Express, Fluent and the sandbox again for each was half of the
          // work. A file leaves nothing behind: what it starts it stops, and no module keeps more than what it has worked out.
          isolate: false,
        },
      },
      {
        test: {
          name: 'security',
          include: ['test/security/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/build-once.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // Two stories at a time: each brings a browser, a sandbox and an API.
          maxWorkers: 2,
        },
      },
    ],
  },
});
