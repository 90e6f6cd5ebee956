// `npm test`: every check of the project, and one line at the end that counts them.
//   npm test                    everything
//   npm test -- --fast          all but the browser and the long proofs
//   npm test -- --security      the proofs of the threats, and the table of their figures
//   npm test -- lists           only test files whose path holds "lists"; other options go to vitest
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFigures, recordFigure, toTable } from './security/figures';
import { ensureBrowser } from './support/browser';
import { findLeaks, toMarkedWords } from './support/leaks';
import { toMarkedPatients } from './support/marked-patients';
import { addUp, type Count, toCount, toFailures } from './support/vitest-report';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules/.bin');
const seconds = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} s`;
const say = (line: string) => process.stdout.write(`${line}\n`);

const running = new Set<ReturnType<typeof spawn>>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    for (const child of running) child.kill('SIGTERM');
    process.exitCode = 1;
  });
}

interface Ended {
  readonly isFine: boolean;
  /** What it printed, if it was run quietly. */
  readonly printed: string;
}

/** Runs a tool of node_modules to its end; what a `quiet` one prints is kept. */
async function run(tool: string, parts: readonly string[], quiet: boolean): Promise<Ended> {
  const child = spawn(join(bin, tool), parts, {
    cwd: root,
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
  });
  running.add(child);
  const printed: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => printed.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  running.delete(child);
  return { isFine: code === 0, printed: Buffer.concat(printed).toString() };
}

interface Verdict {
  readonly count: Count;
  readonly told: string;
}

async function check(name: string, tool: string, ...parts: readonly string[]): Promise<Verdict> {
  const from = performance.now();
  const { isFine, printed } = await run(tool, parts, true);
  return isFine
    ? { count: { passed: 1, failed: 0 }, told: `✓ ${name} (${seconds(from)})\n` }
    : { count: { passed: 0, failed: 1 }, told: `${printed}✗ ${name} (${seconds(from)})\n` };
}

/** What went wrong in any part, told once more at the end: who reads only the end of a long run finds it there. */
const failures: string[] = [];

async function runTests(project: string, options: readonly string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'patients-test-'));
  const report = join(folder, 'report.json');
  try {
    const fixed = ['run', '--config', '.vitest.config.ts', '--project', project, '--passWithNoTests'];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { isFine } = await run('vitest', [...fixed, ...reporters, ...options], false);
    const read = () => readFileSync(report, 'utf8');
    failures.push(...toFailures(read));
    return toCount(read, isFine);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The proofs that take their time; their figures are told as one table. */
async function runProofs(options: readonly string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'patients-figures-'));
  const file = join(folder, 'figures');
  process.env.PATIENTS_TEST_FIGURES = file;
  try {
    // Some of them bring their own browser.
    if (options.length === 0) say(`browser: ${ensureBrowser(say)}`);
    const count = await runTests('security', options);
    recordLeaks();
    const figures = readFigures(file);
    if (figures.length > 0) say(toTable(figures));
    return count;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the apps that the tests start write their logs (B7). */
const logs = mkdtempSync(join(tmpdir(), 'patients-logs-'));
process.env.PATIENTS_TEST_LOGS = logs;
process.once('exit', () => rmSync(logs, { recursive: true, force: true }));
let words: ReadonlySet<string> | undefined;

function search() {
  words ??= toMarkedWords(toMarkedPatients());
  return { ...findLeaks(logs, words), words: words.size };
}

function recordLeaks(): void {
  const { requests, found } = search();
  if (requests === 0) return;
  recordFigure({ id: 'B7', name: 'requests whose log was searched', tried: requests, through: found.length });
}

/** Names, numbers, secrets and tokens of the tests in any log of the whole run. */
function searchLogs(): Count {
  const { lines, requests, found, words: count } = search();
  for (const one of found.slice(0, 20)) say(`✗ log ${one}`);
  const told = `${lines} lines of ${requests} requests, ${count} names and numbers`;
  say(`${found.length === 0 ? '✓' : '✗'} logs keep nothing of anybody (${told})`);
  return found.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function runStories(options: readonly string[]): Promise<Count> {
  try {
    say(`browser: ${ensureBrowser(say)}`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1 };
  }
  return runTests('e2e', options);
}

const checks: readonly [name: string, tool: string, ...parts: string[]][] = [
  ['types', 'tsc', '-p', '.'],
  ['lint and format', 'biome', 'ci', '--error-on-warnings', '.'],
  ['dead code', 'knip', '--no-progress'],
];

/** One after another, beside the tests, which keep about one core busy. Told when the tests have had their say. */
async function runChecks(): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const parts of checks) if (process.exitCode !== 1) verdicts.push(await check(...parts));
  return verdicts;
}

const options = process.argv.slice(2).filter((option) => option !== '--fast' && option !== '--security');
const isFast = process.argv.includes('--fast');
const isSecurity = process.argv.includes('--security');
const checking = options.length === 0 && !isSecurity ? runChecks() : Promise.resolve([]);
const counts: Count[] = isSecurity ? [] : [await runTests('fast', options)];
for (const { count, told } of await checking) {
  counts.push(count);
  process.stdout.write(told);
}
if (process.exitCode !== 1 && !isFast) counts.push(await runProofs(options));
if (process.exitCode !== 1 && !isFast && !isSecurity) counts.push(await runStories(options));
if (process.exitCode !== 1) counts.push(searchLogs());
const { passed, failed } = addUp(counts);
for (const failure of failures) say(failure.replaceAll(`${root}/`, ''));
say(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
