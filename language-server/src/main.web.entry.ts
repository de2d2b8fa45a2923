/**
 * The language server as a web worker: no node modules, no files of a machine. It knows the texts that are open, and others
 * where the client says `files: true` in its `initializationOptions`, which means that it answers requests for them.
 */
import type { InitializeParams } from 'vscode-languageserver';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { withAbilities } from './params/hello.ts';
import { startFlowServer } from './start-flow-server.ts';
import { ClientFiles } from './workspace/client-files.ts';

const scope = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope), {
  messageStrategy: { handleMessage: (message, next) => next(withAbilities(message)) },
});
const files = new ClientFiles(connection);
const { shared } = startFlowServer(connection, { fileSystemProvider: () => files, ports: {} });
shared.lsp.LanguageServer.onInitialize(({ initializationOptions }: InitializeParams) => {
  files.isAnswered = initializationOptions?.files === true;
});
