// Makes the n-th statement of this process on any SQLite database fail, as a disk does: the driver's own error, at its own place.
import Sqlite from 'better-sqlite3';

export interface StatementFaults {
  /** From now on: the n-th that is run fails, counted from 1, and with `forever` all after it as well. */
  arm(at: number, how?: 'once' | 'forever'): void;
  /** How many failed since then. */
  disarm(): number;
  restore(): void;
}

type Run = (this: unknown, ...values: unknown[]) => unknown;

/** The two ways in which the store runs a statement. */
interface StatementPrototype {
  run: Run;
  all: Run;
}

export function injectStatementFaults(): StatementFaults {
  const prototype = findPrototype();
  const { run, all } = prototype;
  let left = Number.POSITIVE_INFINITY;
  let isForever = false;
  let failed = 0;
  const orFail = (work: Run): Run =>
    function runOrFail(...values) {
      left -= 1;
      if (left === 0 || (left < 0 && isForever)) {
        failed += 1;
        throw new Sqlite.SqliteError('disk I/O error at /var/lib/patients.sqlite', 'SQLITE_IOERR');
      }
      return work.apply(this, values);
    };
  prototype.run = orFail(run);
  prototype.all = orFail(all);
  return {
    arm(at, how = 'once') {
      left = at;
      isForever = how === 'forever';
      failed = 0;
    },
    disarm() {
      left = Number.POSITIVE_INFINITY;
      return failed;
    },
    restore() {
      prototype.run = run;
      prototype.all = all;
    },
  };
}

function findPrototype(): StatementPrototype {
  const database = new Sqlite(':memory:');
  // Checked: every statement of the driver has both.
  const prototype = Object.getPrototypeOf(database.prepare('select 1')) as StatementPrototype;
  database.close();
  return prototype;
}
