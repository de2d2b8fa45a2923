import type { LogOutputChannel } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { commands } from './commands.ts';

/** The language server, as a process of its own; under a debugger it waits for one at port 6009. */
export function createLanguageClient(module: string, log: LogOutputChannel): LanguageClient {
  const debug = { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return new LanguageClient(
    'millrace',
    'Millrace',
    { run: { module, transport: TransportKind.ipc }, debug },
    {
      documentSelector: [{ language: 'flow', scheme: 'file' }],
      outputChannel: log,
      initializationOptions: { commands: Object.keys(commands) },
    },
  );
}
