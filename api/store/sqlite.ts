// The SQLite adapter: opens the file as safely as it must be, reads every setting back, and refuses to open otherwise.
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { keepingStatements } from './kept-statements';
import type { Database } from './schema';
import { toStoreUnavailable, UniqueViolation } from './store-errors';
import { translating } from './translating-dialect';

/** How long a statement waits for another process's lock, holding up everything else in this one. */
const busyMs = 100;
/** How long a transaction waits in all, in turns, letting other work go on. */
const patienceMs = 5_000;
const turnMs = 10;

/** Setting, what to write, what must be read back. WAL's own default for synchronous is NORMAL, which loses commits at a power cut. */
const settings: readonly (readonly [string, string, string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['busy_timeout', String(busyMs), busyMs],
  ['secure_delete', 'ON', 1],
  ['temp_store', 'MEMORY', 2],
  ['trusted_schema', 'OFF', 0],
];

export function openSqlite(file: string): Kysely<Database> {
  if (file === '' || file.startsWith(':')) throw new Error('The SQLite store needs a file: "sqlite:<file>".');
  assertPrivate(file);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new Sqlite(file, { timeout: busyMs });
  try {
    chmodSync(file, 0o600);
    applySettings(database);
  } catch (error) {
    database.close();
    throw error;
  }
  const dialect = translating(new SqliteDialect({ database: keepingStatements(database) }), {
    toError,
    begin: beginWriting,
    rollback: (run) => rollBack(database, run),
    onAcquire: () => endLeftOver(database),
  });
  return new Kysely<Database>({ dialect });
}

/** Every transaction writes (at least its audit row): with the write lock taken first, none fails half-way for want of it. */
async function beginWriting(run: (sql: string) => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      await run('begin immediate');
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      await setTimeout(turnMs);
    }
  }
}

/**
 * SQLite ends some transactions by itself when the disk fails; and if even this fails, what went wrong first is what is told.
 * The one connection is not handed on before `endLeftOver` has ended what was left.
 */
async function rollBack(database: Sqlite.Database, run: (sql: string) => Promise<unknown>): Promise<void> {
  if (database.inTransaction) await run('rollback').catch(() => undefined);
}

/** A transaction that nobody could roll back: nobody may see what it wrote, or write on within it. */
function endLeftOver(database: Sqlite.Database): void {
  if (database.inTransaction) database.prepare('rollback').run();
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function assertPrivate(file: string): void {
  if (process.platform === 'win32' || !existsSync(file)) return;
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new Error(`The database file can be read by others. Make it private first: chmod 600 ${file}`);
  }
}

export function applySettings(database: Sqlite.Database, wanted = settings): void {
  for (const [name, value, expected] of wanted) {
    database.pragma(`${name} = ${value}`);
    const found: unknown = database.pragma(name, { simple: true });
    if (found !== expected) {
      throw new Error(
        `SQLite did not accept ${name} = ${value} (it says ${String(found)}); the store stays closed.`,
      );
    }
  }
}

function toError(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  if (error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    // "UNIQUE constraint failed: lists.tid, lists.team_id, …"
    const table = /failed: (\w+)\./.exec(error.message)?.[1];
    return new UniqueViolation(table ?? 'unknown', error);
  }
  return /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM)/.test(error.code)
    ? toStoreUnavailable(error)
    : error;
}
