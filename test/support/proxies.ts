// nginx and haproxy as api/README.md tells operators to set them up, in front of a server of a test: on loopback, in a folder of
// their own, gone when they are stopped. Knows nothing of what is sent through them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { findFreePort } from './free-port';

const kinds = ['nginx', 'haproxy'] as const;
type ProxyKind = (typeof kinds)[number];

export interface FoundProxy {
  readonly kind: ProxyKind;
  readonly program: string;
}

export interface RunningProxy {
  readonly port: number;
  stop(): Promise<void>;
}

const startMs = 10_000;

/**
 * Those of PATIENTS_TEST_PROXIES (paths, separated as on the path; `none` for none), else those on the path and where systems keep
 * them. On Linux only: elsewhere loopback has one address, and a caller could not be told from the proxy.
 */
export function findProxies(): readonly FoundProxy[] {
  const named = process.env.PATIENTS_TEST_PROXIES;
  if (named === 'none' || process.platform !== 'linux') return [];
  if (named) return named.split(delimiter).map(toFound);
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return kinds.flatMap((kind) => {
    const program = folders.map((folder) => join(folder, kind)).find((path) => existsSync(path));
    return program === undefined ? [] : [{ kind, program }];
  });
}

function toFound(program: string): FoundProxy {
  const kind = kinds.find((each) => basename(program) === each);
  if (kind === undefined || !existsSync(program))
    throw new Error(`PATIENTS_TEST_PROXIES names ${program}, which is neither of ${kinds.join(' and ')}`);
  return { kind, program };
}

/** The block of api/README.md, without what is about TLS. */
function toDocumentedSettings(kind: ProxyKind, port: number, apiPort: number): string {
  const readme = readFileSync(join(import.meta.dirname, '../../api/README.md'), 'utf8');
  const block = new RegExp(`\`\`\`${kind}\n(.*?)\`\`\``, 's').exec(readme)?.[1];
  if (block === undefined) throw new Error(`api/README.md has no block for ${kind}`);
  const own = block
    .replaceAll('127.0.0.1:3978', `127.0.0.1:${apiPort}`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/bind :443 ssl .*/, `bind 127.0.0.1:${port}`)
    .replace(/^ +ssl_.*\n/gm, '');
  if (/\b443\b|\b3978\b/.test(own))
    throw new Error(`the block for ${kind} has changed: ports are left in it`);
  return own;
}

/** What stands around the block in a configuration of its own. */
const around: Readonly<Record<ProxyKind, (block: string) => string>> = {
  nginx: (block) =>
    [
      'daemon off; master_process off; pid nginx.pid; error_log stderr crit;',
      'events { worker_connections 256; }',
      `http {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${of};`).join(' ')}\n${block}}\n`,
    ].join('\n'),
  haproxy: (block) => `global\n    maxconn 256\n\n${block}`,
};
const toArguments: Readonly<Record<ProxyKind, (folder: string, file: string) => string[]>> = {
  nginx: (folder, file) => ['-p', folder, '-c', file, '-e', 'stderr'],
  haproxy: (_folder, file) => ['-db', '-f', file],
};

/** Throws with what the proxy said if it doesn't come up. */
export async function startProxy({ kind, program }: FoundProxy, apiUrl: string): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), `patients-${kind}-`));
  const port = await findFreePort();
  const file = join(folder, 'proxy.conf');
  writeFileSync(file, around[kind](toDocumentedSettings(kind, port, Number(new URL(apiUrl).port))));
  const child = spawn(program, toArguments[kind](folder, file), { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const stop = async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  for (const until = Date.now() + startMs; !(await isListening(port)); ) {
    if (child.exitCode === null && Date.now() < until) continue;
    await stop();
    throw new Error(`${kind} did not start: ${said}`);
  }
  return { port, stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'close');
}

function isListening(port: number): Promise<boolean> {
  return new Promise((tell) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => tell(true)).once('error', () => setTimeout(tell, 50, false));
    socket.once('connect', () => socket.destroy());
  });
}
