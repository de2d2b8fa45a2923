import { type ExtensionContext, type LogOutputChannel, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** The bundled language server, as a process of its own. */
export function createLanguageClient({ extensionUri }: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = Uri.joinPath(extensionUri, 'dist', 'language-server.js').fsPath;
  const debug = { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return new LanguageClient(
    'millrace',
    'Millrace',
    { run: { module, transport: TransportKind.ipc }, debug },
    { documentSelector: [{ language: 'flow', scheme: 'file' }], outputChannel: log },
  );
}
