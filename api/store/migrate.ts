// Brings a database to this code's shape: in order, under a lock, each migration whole or not at all.
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Dialect } from './store';

export interface Migration {
  /** Sorts by age: "0001-first". Never changed once released. */
  readonly id: string;
  /** Statements for the dialect. They run one by one inside a transaction. */
  readonly statements: (dialect: Dialect) => Iterable<string>;
}

/** Any number will do, as long as every instance takes the same. */
const advisoryLock = 7_284_637;

export async function migrate<T>(
  db: Kysely<T>,
  dialect: Dialect,
  migrations: readonly Migration[],
): Promise<void> {
  let isPending = true;
  while (isPending) {
    isPending = await db.transaction().execute((tx) => runNext(tx, dialect, migrations));
  }
}

/** Runs the oldest pending migration and tells whether there was one. On SQLite `begin immediate` is the lock. */
async function runNext<T>(
  tx: Transaction<T>,
  dialect: Dialect,
  migrations: readonly Migration[],
): Promise<boolean> {
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(tx);
  const strict = dialect === 'sqlite' ? sql`strict` : sql``;
  await sql`create table if not exists schema_migrations (id text primary key, at text not null) ${strict}`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string }>`select id from schema_migrations order by id`.execute(tx);
  const done = rows.map((row) => row.id);
  const isOurs = done.every((id, index) => migrations[index]?.id === id);
  if (!isOurs) {
    throw new Error(
      'The database was migrated by another version of Patients. Start that version, or restore a backup.',
    );
  }
  const next = migrations[done.length];
  if (!next) return false;
  for (const statement of next.statements(dialect)) await sql.raw(statement).execute(tx);
  await sql`insert into schema_migrations (id, at) values (${next.id}, ${new Date().toISOString()})`.execute(
    tx,
  );
  return true;
}
