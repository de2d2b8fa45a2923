import type { Connection } from 'vscode-languageserver';

/**
 * The last boundary for bugs: what nobody caught is told to the client's log, and the server goes on with the next message. A
 * server that ends takes every open file's diagnostics with it; one that failed at a request has only that to make good.
 */
export function liveOn(connection: Connection): void {
  const tell = (what: string) => (failure: unknown) => {
    const words = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
    connection.console.error(`${what}: ${words}`);
  };
  process.on('uncaughtException', tell('A bug that nobody caught'));
  process.on('unhandledRejection', tell('A bug in something that nobody waited for'));
}
