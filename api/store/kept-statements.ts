// Prepares each SQL text once: working a statement out again costs as much as running most of ours.
import type { SqliteDatabase } from 'kysely';

type Statement = ReturnType<SqliteDatabase['prepare']>;

/** Texts differ by the number of rows that are inserted at once; the ones not used for longest make room. */
const mostKept = 300;
const changesTables = /^\s*(create|alter|drop)\b/i;

/** The same database, for a driver that runs each statement to its end: nothing iterates over one that is kept. */
export function keepingStatements(database: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, Statement>();

  function prepare(sql: string): Statement {
    if (changesTables.test(sql)) {
      // Columns of "select *" are those of the time when a statement was prepared.
      kept.clear();
      return database.prepare(sql);
    }
    const known = kept.get(sql);
    if (known !== undefined) kept.delete(sql);
    else if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
    const statement = known ?? database.prepare(sql);
    kept.set(sql, statement);
    return statement;
  }

  return { prepare, close: () => database.close() };
}
