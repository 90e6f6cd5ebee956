// The PostgreSQL adapter: the same queries as on SQLite; what only PostgreSQL can do stays in here.
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { withCertainCommits } from './certain-commit';
import type { Database } from './schema';
import { toStoreUnavailable, UniqueViolation } from './store-errors';
import { translating } from './translating-dialect';

const poolSize = 10;
const connectMs = 5_000;
const statementMs = 15_000;
/** count() and the like come as int8, which pg hands over as text; ours all fit in a number. */
const int8 = 20;

export async function openPostgres(url: string): Promise<Kysely<Database>> {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    application_name: 'patients',
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === int8 ? Number : pg.types.getTypeParser(id, format === 'binary' ? 'binary' : 'text'),
    },
  });
  // Without listeners a connection that breaks, idle or in use, would end the process; the next query reports it properly.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({ pool: withCertainCommits(pool, url) });
  const db = new Kysely<Database>({ dialect: translating(dialect, { toError }) });
  try {
    await assertDurable(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

async function assertDurable(db: Kysely<Database>): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await sql<{ value: string }>`select current_setting(${setting}) as value`.execute(db);
    if (rows[0]?.value === 'off') {
      throw new Error(
        `PostgreSQL runs with ${setting} = off, which loses what was saved; the store stays closed.`,
      );
    }
  }
}

function toError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof pg.DatabaseError) {
    if (error.code === '23505') return new UniqueViolation(error.table ?? 'unknown', error);
    // Classes: 08 connection, 53 resources, 57 shut down or cancelled, 58 system, 40 serialisation and deadlock, 25006 read only.
    return /^(08|53|57|58|40|25006|55P03)/.test(error.code ?? '') ? toStoreUnavailable(error) : error;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isLost = /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/.test(code);
  return isLost ||
    /[Cc]onnection (terminated|timeout|error)|timeout exceeded when trying to connect/.test(error.message)
    ? toStoreUnavailable(error)
    : error;
}
