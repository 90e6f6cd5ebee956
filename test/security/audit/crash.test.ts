// Servers killed at work, on both databases.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Store } from '../../../api/store/store';
import { createDatabase, getPostgres } from '../../support/postgres';
import { toSize } from '../figures';
import { describeCrashes } from './describe-crashes';

const kills = toSize('PATIENTS_TEST_KILLS', 20);

async function findDamagedFile({ db }: Store): Promise<string[]> {
  const integrity = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const orphans = await sql`pragma foreign_key_check`.execute(db);
  return [
    ...(integrity.rows[0]?.integrity_check === 'ok' ? [] : ['the file is damaged']),
    ...(orphans.rows.length === 0 ? [] : ['something refers to nothing']),
  ];
}

/** What a killed server had sent, its sessions still do: they are waited for. */
async function waitForSessions({ db }: Store): Promise<string[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const { rows } = await sql`
      select pid from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
    `.execute(db);
    if (rows.length === 0) return [];
    if (Date.now() > deadline) return ['a session outlives its server'];
    await sleep(10);
  }
}

describeCrashes('SQLite', { newUrl: async () => undefined, findDamage: findDamagedFile, kills });
describeCrashes('PostgreSQL', {
  newUrl: async () => createDatabase((await getPostgres()).url),
  findDamage: waitForSessions,
  crash: async () => (await getPostgres()).crashAndRestart(),
  kills: Math.ceil(kills / 2),
});
