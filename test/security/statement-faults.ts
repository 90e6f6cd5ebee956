// Makes the n-th statement of this process on any SQLite database fail, as a disk does: the driver's own error, at its own place.
import Sqlite from 'better-sqlite3';

export interface StatementFaults {
  /** From now on: the n-th fails, counted from 1, and with `forever` all after it as well. */
  arm(at: number, how?: 'once' | 'forever'): void;
  /** How many failed since then. */
  disarm(): number;
  restore(): void;
}

export function injectStatementFaults(): StatementFaults {
  const { prepare } = Sqlite.prototype;
  let left = Number.POSITIVE_INFINITY;
  let isForever = false;
  let failed = 0;
  Sqlite.prototype.prepare = function prepareOrFail(this: Sqlite.Database, source: string) {
    left -= 1;
    if (left === 0 || (left < 0 && isForever)) {
      failed += 1;
      throw new Sqlite.SqliteError('disk I/O error at /var/lib/patients.sqlite', 'SQLITE_IOERR');
    }
    return prepare.call(this, source);
  } as typeof prepare;
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
      Sqlite.prototype.prepare = prepare;
    },
  };
}
