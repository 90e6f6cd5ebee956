// Wraps a Kysely dialect so that each error of its driver is translated in one place, and transactions begin as we want.
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';

export interface Translation {
  /** Our error for the driver's, or the same. */
  readonly toError: (error: unknown) => unknown;
  /** Begins a transaction by running SQL, if not as the driver does. */
  readonly begin?: (run: (sql: string) => Promise<unknown>) => Promise<void>;
  /** Ends a transaction that went wrong, if not as the driver does. */
  readonly rollback?: (run: (sql: string) => Promise<unknown>) => Promise<void>;
  /** Called before anybody gets a connection. */
  readonly onAcquire?: () => void;
}

export function translating(dialect: Dialect, translation: Translation): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db: Kysely<unknown>) => dialect.createIntrospector(db),
    createDriver: () => toTranslatingDriver(dialect.createDriver(), translation),
  };
}

function toTranslatingDriver(driver: Driver, { toError, begin, rollback, onAcquire }: Translation): Driver {
  const inner = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const of = (connection: DatabaseConnection) => inner.get(connection) ?? connection;
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw toError(error);
    }
  }
  const runOn = (connection: DatabaseConnection) => async (sql: string) =>
    of(connection).executeQuery(CompiledQuery.raw(sql));
  return {
    init: () => guarded(() => driver.init()),
    async acquireConnection() {
      const connection = await guarded(() => driver.acquireConnection());
      try {
        onAcquire?.();
      } catch (error) {
        await driver.releaseConnection(connection);
        throw toError(error);
      }
      const outer: DatabaseConnection = {
        executeQuery: <R>(query: CompiledQuery): Promise<QueryResult<R>> =>
          guarded(async () => await connection.executeQuery<R>(query)),
        streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
      };
      inner.set(outer, connection);
      return outer;
    },
    beginTransaction: (connection, settings) =>
      guarded(async () => {
        if (begin === undefined) await driver.beginTransaction(of(connection), settings);
        else await begin(runOn(connection));
      }),
    commitTransaction: (connection) => guarded(() => driver.commitTransaction(of(connection))),
    rollbackTransaction: (connection) =>
      guarded(async () => {
        if (rollback === undefined) await driver.rollbackTransaction(of(connection));
        else await rollback(runOn(connection));
      }),
    releaseConnection: (connection) => driver.releaseConnection(of(connection)),
    destroy: () => driver.destroy(),
  };
}
