// Runs the test of one mutation in a process of its own, for which .vitest.config.ts takes the defence out, and says whether it
// was noticed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Mutation } from './mutation';

const root = join(import.meta.dirname, '../../..');
const report = z.object({
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

const longestMs = 120_000;
/** A defence that is out lets the first of them through. */
const small = {
  PATIENTS_TEST_FIGURES: '',
  // What a log without its defence has is no leak of the run.
  PATIENTS_TEST_LOGS: '',
  PATIENTS_TEST_INPUTS: '200',
  PATIENTS_TEST_URLS: '500',
  PATIENTS_TEST_REBINDS: '50',
  PATIENTS_TEST_HELD: '20',
  PATIENTS_TEST_KEY_IDS: '500',
  PATIENTS_TEST_BUNDLES: '500',
  PATIENTS_TEST_CROSSINGS: '50',
};

function toProject(test: string): string {
  if (test.startsWith('test/security/')) return 'security';
  return test.startsWith('test/e2e/') ? 'e2e' : 'fast';
}

/** undefined: a test of this threat failed, as it must. Else what happened instead. */
export async function findUnnoticed(mutation: Mutation): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'patients-mutation-'));
  const out = join(folder, 'report.json');
  const { threat, test, name } = mutation;
  const options = ['--config', '.vitest.config.ts', '--project', toProject(test), '--passWithNoTests'];
  const reporting = ['--reporter=json', `--outputFile.json=${out}`];
  const only = ['-t', `\\b${threat}\\b`, test];
  const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', ...options, ...reporting, ...only], {
    cwd: root,
    env: { ...process.env, ...small, PATIENTS_MUTATION: JSON.stringify(mutation) },
    stdio: 'ignore',
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), longestMs);
  try {
    const [, signal] = await once(child, 'close');
    // Without its defence the work may go on for ever: that is noticed as well.
    if (signal === 'SIGKILL') return undefined;
    const results = report.parse(JSON.parse(readFileSync(out, 'utf8'))).testResults;
    const tests = results.flatMap(({ assertionResults }) => assertionResults);
    const ran = tests.filter(({ status }) => status === 'passed' || status === 'failed');
    if (ran.some(({ status }) => status === 'failed')) return undefined;
    const broken = results.map(({ message }) => message.split('\n')[0]).find((message) => message);
    const instead =
      ran.length > 0 ? `all ${ran.length} tests passed` : `no test ran (${broken ?? 'none is of it'})`;
    return `${threat}: ${name} – ${test}: ${instead}`;
  } finally {
    clearTimeout(timer);
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}
