// Makes the n-th statement of this process on any database fail, by the driver's own error, at its own place: on SQLite as a disk
// does, on PostgreSQL as a full disk does or as a connection that breaks before or after the server has done what it was told.
import Sqlite from 'better-sqlite3';
import pg from 'pg';

/**
 * `refused`: the database says no. `lost`: the connection breaks before the statement arrives. `unheard`: it is done, and the
 * connection breaks before anybody hears of it.
 */
export type FaultKind = 'refused' | 'lost' | 'unheard';

export interface StatementFaults {
  /** In which ways a statement can fail here: one round each, in which those that stand together take turns. */
  readonly rounds: readonly (readonly FaultKind[])[];
  /** From now on: the n-th that is run fails, counted from 1, and with `forever` all after it as well. */
  arm(at: number, kind: FaultKind, how?: 'once' | 'forever'): void;
  /** How many failed since then. */
  disarm(): number;
  restore(): void;
}

type Run = (this: unknown, ...values: unknown[]) => unknown;
type Counter = Pick<StatementFaults, 'arm' | 'disarm'> & { next(): FaultKind | undefined };

function createCounter(): Counter {
  let left = Number.POSITIVE_INFINITY;
  let isForever = false;
  let failed = 0;
  let chosen: FaultKind = 'refused';
  return {
    arm(at, kind, how = 'once') {
      [left, chosen, isForever, failed] = [at, kind, how === 'forever', 0];
    },
    disarm() {
      left = Number.POSITIVE_INFINITY;
      return failed;
    },
    next() {
      left -= 1;
      if (left > 0 || (left < 0 && !isForever)) return undefined;
      failed += 1;
      return chosen;
    },
  };
}

/** The two ways in which the store runs a statement. */
interface StatementPrototype {
  run: Run;
  all: Run;
}

export function injectSqliteFaults(): StatementFaults {
  const prototype = findPrototype();
  const { run, all } = prototype;
  const { next, ...counter } = createCounter();
  const orFail = (work: Run): Run =>
    function runOrFail(...values) {
      if (next() !== undefined) {
        throw new Sqlite.SqliteError('disk I/O error at /var/lib/patients.sqlite', 'SQLITE_IOERR');
      }
      return work.apply(this, values);
    };
  prototype.run = orFail(run);
  prototype.all = orFail(all);
  return { ...counter, rounds: [['refused']], restore: () => Object.assign(prototype, { run, all }) };
}

function findPrototype(): StatementPrototype {
  const database = new Sqlite(':memory:');
  // Checked: every statement of the driver has both.
  const prototype = Object.getPrototypeOf(database.prepare('select 1')) as StatementPrototype;
  database.close();
  return prototype;
}

/** What the server is told instead, so that its transaction is as broken as it would be. */
const full = `do $$ begin raise exception using errcode = '53100',
  message = 'could not extend file "base/16384/2619": No space left on device'; end $$`;

interface Wired {
  readonly connection: { readonly stream: { destroy(error: Error): void } };
}

export function injectPostgresFaults(): StatementFaults {
  // Checked: the driver's promise form, which is the store's.
  const prototype = pg.Client.prototype as unknown as { query: Run };
  const { query } = prototype;
  const { next, ...counter } = createCounter();
  prototype.query = function queryOrFail(...values) {
    const kind = next();
    if (kind === undefined) return query.apply(this, values);
    // A server that runs doesn't refuse to roll back.
    if (kind === 'refused' && values[0] !== 'rollback') return query.call(this, full);
    const { stream } = (this as Wired).connection;
    if (kind !== 'unheard') {
      stream.destroy(toReset());
      return query.apply(this, values);
    }
    return Promise.resolve(query.apply(this, values)).then(() => {
      const reset = toReset();
      stream.destroy(reset);
      throw reset;
    });
  };
  return {
    ...counter,
    rounds: [['refused', 'lost'], ['unheard']],
    restore: () => Object.assign(prototype, { query }),
  };
}

function toReset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104, syscall: 'read' });
}
