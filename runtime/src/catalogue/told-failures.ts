import type { DatabaseConnection, Dialect, Driver } from 'kysely';

/** A dialect whose failures are told in our words, in one place for every query. */
export function withToldFailures(dialect: Dialect, tell: Tell): Dialect {
  return {
    createDriver: () => toldDriver(dialect.createDriver(), tell),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

/** Gives the error to throw, or a promise of it. */
type Tell = (error: unknown) => unknown;

function toldDriver(driver: Driver, tell: Tell): Driver {
  const connections = new WeakMap<DatabaseConnection, DatabaseConnection>();
  /** A driver knows only connections of its own. */
  const own = (connection: DatabaseConnection) => connections.get(connection) ?? connection;
  return {
    init: () => told(tell, () => driver.init()),
    async acquireConnection() {
      const connection = await told(tell, () => driver.acquireConnection());
      const telling = toldConnection(connection, tell);
      connections.set(telling, connection);
      return telling;
    },
    beginTransaction: (connection, settings) => told(tell, () => driver.beginTransaction(own(connection), settings)),
    commitTransaction: (connection) => told(tell, () => driver.commitTransaction(own(connection))),
    rollbackTransaction: (connection) => told(tell, () => driver.rollbackTransaction(own(connection))),
    releaseConnection: (connection) => driver.releaseConnection(own(connection)),
    destroy: () => driver.destroy(),
  };
}

function toldConnection(connection: DatabaseConnection, tell: Tell): DatabaseConnection {
  return {
    executeQuery: (query) => told(tell, () => connection.executeQuery(query)),
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  };
}

async function told<T>(tell: Tell, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw await tell(error);
  }
}
