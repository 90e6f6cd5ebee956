// How vitest runs here: `fast` is everything that needs no browser, `security` the proofs of
// the threats that take their time, `e2e` the stories in Chromium. Called with --config by test/run.ts.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** As in production: what lives for one test only is collected in few rounds. */
const execArgv = ['--max-semi-space-size=128', '--min-semi-space-size=64'];

/**
 * Loads one source file with its defence taken out; files on the disk stay as they are. Without the variable, which
 * test/security/mutations/run-mutation.ts sets, it does nothing.
 */
function mutate() {
  const { file, find, put } = JSON.parse(process.env.PATIENTS_MUTATION || '{}');
  return {
    name: 'patients-mutate',
    enforce: 'pre' as const,
    transform: (code: string, id: string) =>
      file !== undefined && id.split('?')[0] === join(import.meta.dirname, file)
        ? code.replace(find, () => put)
        : undefined,
  };
}

export default defineConfig({
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    projects: [
      {
        plugins: [mutate()],
        test: {
          name: 'fast',
          setupFiles: ['test/support/loopback-only.ts', 'test/support/seed.ts'],
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', 'test/security/**'],
          testTimeout: 15_000,
          // Two processes for all files: starting one and loading Express, Fluent and the sandbox again for each was half of the
          // work. A file leaves nothing behind: what it starts it stops, and no module keeps more than what it has worked out.
          isolate: false,
          maxWorkers: 2,
          execArgv,
        },
      },
      {
        plugins: [mutate()],
        test: {
          name: 'security',
          setupFiles: ['test/support/loopback-only.ts', 'test/support/seed.ts'],
          include: ['test/security/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          isolate: false,
          execArgv,
        },
      },
      {
        plugins: [mutate()],
        test: {
          name: 'e2e',
          setupFiles: ['test/support/loopback-only.ts', 'test/support/seed.ts'],
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/build-once.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // Two stories at a time: each brings a browser, a sandbox and an API. Loading those anew for each file was a seventh of
          // the work; a file stops what it has started.
          isolate: false,
          maxWorkers: 2,
          execArgv,
        },
      },
    ],
  },
});
