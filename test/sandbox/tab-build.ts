// Builds the tab when its sources changed since the last build, and only then. Knows nothing of what serves it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');
export const tabFolder = join(root, 'dist/tab');
const stampFile = join(root, 'dist/tab.stamp');
/** Everything that a byte of the built tab can come from. */
export const tabSources = [
  ...['tabs', 'api/contract', 'api/clinical', 'api/words'],
  ...['webpack.config.js', 'tsconfig.json', 'package-lock.json'],
];

/** Resolves to whether it had to build. Rejects with what webpack said. */
export async function buildTab(say: (line: string) => void = () => undefined): Promise<boolean> {
  const stamp = toStamp();
  if (existsSync(join(tabFolder, 'index.html')) && readStamp() === stamp) {
    say('the tab is built already');
    return false;
  }
  say('building the tab (only when its sources changed) …');
  await runWebpack(root);
  writeFileSync(stampFile, stamp);
  return true;
}

function readStamp(): string {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
}

function toStamp(): string {
  const hash = createHash('sha256');
  for (const file of tabSources.flatMap((source) => listFiles(join(root, source)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function listFiles(path: string): string[] {
  if (!existsSync(path) || /\.(js|json)$/.test(path)) return existsSync(path) ? [path] : [];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.filter((file) => !file.endsWith('.md')).sort();
}

/** As `npm run build` in a project folder. Rejects with what webpack said. */
export function runWebpack(folder: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(folder, 'node_modules/webpack-cli/bin/cli.js'), '--mode', 'production'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const told: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => told.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => told.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The tab could not be built.\n${Buffer.concat(told)}`));
    });
  });
}
