import type { Feature } from '../../millrace.ts';
import { registerCommand } from '../../register-command.ts';

export const activateServer: Feature = (millrace) => [
  registerCommand(millrace, 'millrace.showLogs', () => millrace.log.show()),
  registerCommand(millrace, 'millrace.restartServer', () => millrace.client.restart()),
];
