// What was deleted shall be gone from the disk as well, not only from the tables (T36, T39).
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from './schema';
import type { Db, Dialect } from './store';

const tries = 20;
const pauseMs = 100;

/**
 * SQLite overwrites what is deleted (secure_delete); the log that may still hold it is emptied here. PostgreSQL keeps old
 * versions of a row until its table is written anew, which is done here. false: another process was reading all the time.
 */
export async function forgetDeleted(
  db: Db,
  dialect: Dialect,
  tables: readonly (keyof Database)[],
): Promise<boolean> {
  if (dialect === 'postgres') {
    for (const table of tables) await sql`vacuum (full) ${sql.table(table)}`.execute(db);
    return true;
  }
  for (let i = 0; i < tries; i += 1) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy === 0) return true;
    await setTimeout(pauseMs);
  }
  return false;
}
