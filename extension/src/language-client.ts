import { type LogOutputChannel, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { commands } from './commands.ts';
import { ServerEnds } from './server-ends.ts';

/** Files, texts that were never saved, and folders that are somewhere else; no old versions, of which nobody is told mistakes. */
const schemes = ['file', 'untitled', 'vscode-vfs'];

/** Says nothing by itself of starts that failed: the library does in the protocol's words, three times for each. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown, showNotification?: boolean | 'force'): void {
    super.error(message, data, showNotification === 'force' ? false : showNotification);
  }
}

/** The language server, as a process of its own; under a debugger it waits for one at port 6009. */
export function createLanguageClient(module: string, log: LogOutputChannel): LanguageClient {
  const debug = { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return new QuietClient(
    'millrace',
    'Millrace',
    { run: { module, transport: TransportKind.ipc }, debug },
    {
      // The rules of a project count as they are typed.
      documentSelector: schemes.flatMap((scheme) => [
        { language: 'flow', scheme },
        { pattern: '**/millrace.json', scheme },
      ]),
      outputChannel: log,
      errorHandler: new ServerEnds(),
      initializationFailedHandler: () => false,
      // Asked again whenever the server is started.
      initializationOptions: () => ({ commands: Object.keys(commands), isTrusted: workspace.isTrusted }),
    },
  );
}
