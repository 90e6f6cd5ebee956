// Tells what became of a transaction whose end nobody heard: a connection that breaks at the commit leaves open whether it was
// done. PostgreSQL knows it by the transaction's number, and is asked on a connection of its own.
import { setTimeout } from 'node:timers/promises';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { toOutcomeUnknown } from './store-errors';

/** How long a server that comes back may take to answer for the transaction. */
const patienceMs = 5_000;
const turnMs = 50;
const askMs = 1_000;

/** What of a pooled client is used here; Kysely asks it for promises only. */
interface Client {
  query(text: string, values?: readonly unknown[]): Promise<pg.QueryResult | pg.QueryResult[]>;
  release(destroy?: boolean): void;
}

/** The same pool. A commit resolves if it was done, rejects if it was not, and says so if that can't be known. */
export function withCertainCommits(pool: pg.Pool, connectionString: string): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const wrapped = known.get(client) ?? toCertain(client, connectionString);
      known.set(client, wrapped);
      return wrapped;
    },
    end: () => pool.end(),
  };
}

function toCertain(client: Client, connectionString: string): PostgresPoolClient {
  let transaction = '';
  let isBroken = false;
  async function begin() {
    // One round trip for both. All our transactions write: the number would be given out in any case.
    const [begun, numbered] = [await client.query('begin; select txid_current()::text as id')].flat();
    transaction = String(numbered?.rows[0]?.id ?? '');
    return begun;
  }
  async function commit() {
    try {
      const ended = await client.query('commit');
      // A server rolls back what had failed, and calls that no error.
      if (![ended].flat().every(({ command }) => command === 'COMMIT')) throw new Error('it was rolled back');
      return ended;
    } catch (error) {
      if (!(await wasCommitted(connectionString, transaction))) throw error;
      return { command: 'COMMIT', rowCount: 0, rows: [] };
    }
  }
  async function rollback() {
    try {
      return await client.query('rollback');
    } catch {
      // Who can't be reached any more rolls back by itself; nobody may go on where this one stopped.
      isBroken = true;
      return { command: 'ROLLBACK', rowCount: 0, rows: [] };
    }
  }
  const special: Readonly<Record<string, () => Promise<unknown>>> = { begin, commit, rollback };
  const query = (text: string, values: readonly unknown[]) => special[text]?.() ?? client.query(text, values);
  // Checked: the store streams nothing, so that the form with a cursor is never asked for.
  return { query, release: () => client.release(isBroken) } as PostgresPoolClient;
}

/** Throws outcome_unknown if nobody answers in time. */
async function wasCommitted(connectionString: string, transaction: string): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const status = await findStatus(connectionString, transaction).catch((error: unknown) => {
      if (Date.now() > deadline) throw toOutcomeUnknown(error);
      return 'in progress';
    });
    if (status !== 'in progress') return status === 'committed';
    if (Date.now() > deadline) throw toOutcomeUnknown(undefined);
    await setTimeout(turnMs);
  }
}

async function findStatus(connectionString: string, transaction: string): Promise<unknown> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: askMs,
    query_timeout: askMs,
    application_name: 'patients',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query('select txid_status($1::bigint) as status', [transaction]);
    return rows[0]?.status;
  } finally {
    await client.end().catch(() => undefined);
  }
}
