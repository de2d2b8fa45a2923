import { Command } from 'commander';
import { answerCommand } from './review/answer.ts';
import { exportCommand } from './review/export.ts';
import { listCommand } from './review/list.ts';
import { showCommand } from './review/show.ts';
import type { Terminal } from './terminal.ts';

export function reviewCommand(terminal: Terminal): Command {
  const command = new Command('review')
    .summary('answer what flows ask people')
    .description('Records that wait for people: a run of the flow goes on with those that are answered.')
    .addHelpText('after', '\nExample:\n  millrace review answer 3f2a1b0c verdict=fraud');
  command.addCommand(listCommand(terminal), { isDefault: true });
  for (const define of [showCommand, answerCommand, exportCommand]) command.addCommand(define(terminal));
  return command;
}
