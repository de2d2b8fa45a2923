import { methods } from '@millrace/language-server/protocol';
import { Uri, commands as vscodeCommands, workspace } from 'vscode';
import type { Location, Position } from 'vscode-languageclient/node';
import type { Feature } from '../../millrace.ts';
import { registerCommand } from '../../register-command.ts';

export const activateServer: Feature = (millrace) => [
  workspace.onDidGrantWorkspaceTrust(() => {
    // One that is started later is told at its start.
    if (millrace.client.isRunning()) void millrace.client.sendNotification(methods.trustGranted);
  }),
  registerCommand(millrace, 'millrace.showLogs', () => millrace.log.show()),
  // One that never came up cannot be stopped.
  registerCommand(millrace, 'millrace.restartServer', () =>
    millrace.client.isRunning() ? millrace.client.restart() : millrace.client.start(),
  ),
  // The arguments are the server's, as LSP has them; the editor wants objects of its own.
  registerCommand(millrace, 'millrace.showReferences', (uri, position, locations) => {
    const { protocol2CodeConverter: toCode } = millrace.client;
    return vscodeCommands.executeCommand(
      'editor.action.showReferences',
      Uri.parse(String(uri)),
      toCode.asPosition(position as Position),
      (locations as Location[]).map((one) => toCode.asLocation(one)),
    );
  }),
];
