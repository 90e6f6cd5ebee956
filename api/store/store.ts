// The one door to the database: a store is opened, checked and migrated here. It must not know what the rows mean.
import type { Kysely, Transaction } from 'kysely';
import { createMasterKeys } from './master-keys';
import { migrate } from './migrate';
import { migrations } from './migrations/all';
import { openPostgres } from './postgres';
import type { Database } from './schema';
import { createSealer, type Sealer } from './sealer';
import { openSqlite } from './sqlite';

export type Dialect = 'sqlite' | 'postgres';
export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

export interface Store {
  readonly db: Db;
  readonly dialect: Dialect;
  readonly sealer: Sealer;
  /** Commits when `work` resolves, rolls back when it throws. Inside, use `tx` only: on SQLite `db` would wait for ever. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** `sqlite:<file>` or `postgres://…`. */
  readonly url: string;
  /** 32 bytes; wraps the data key of each tenant. */
  readonly masterKey: Uint8Array;
  /** That will take its place; what either has wrapped opens. */
  readonly nextMasterKey?: Uint8Array | undefined;
}

/** Throws if the database can't be opened as safely as it must be, if it is newer than this code, or if the key is not its key. */
export async function createStore(options: StoreOptions): Promise<Store> {
  const { db, dialect } = await openDatabase(options.url);
  try {
    await migrate(db, dialect, migrations);
    const canShareLock = dialect === 'postgres';
    const sealer = createSealer(db, createMasterKeys({ ...options, canShareLock }));
    await sealer.assertMasterKey();
    return {
      db,
      dialect,
      sealer,
      transaction: (work) => db.transaction().execute(work),
      close: () => db.destroy(),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** Opened and checked, not yet migrated. */
export async function openDatabase(url: string): Promise<{ db: Db; dialect: Dialect }> {
  if (url.startsWith('sqlite:')) return { db: openSqlite(url.slice('sqlite:'.length)), dialect: 'sqlite' };
  if (/^postgres(ql)?:\/\//.test(url)) return { db: await openPostgres(url), dialect: 'postgres' };
  throw new Error('The store must be "sqlite:<file>" or a postgres:// address.');
}
