import { Command } from 'commander';
import { exportCommand } from './datasets/export.ts';
import { listCommand } from './datasets/list.ts';
import { showCommand } from './datasets/show.ts';
import type { Terminal } from './terminal.ts';

export function datasetsCommand(terminal: Terminal): Command {
  const command = new Command('datasets')
    .summary('list and show datasets and their batches')
    .description('What the catalogue of a project knows of its datasets. Each run that writes one makes a batch of it.')
    .addHelpText('after', '\nExample:\n  millrace datasets show Scores');
  command.addCommand(listCommand(terminal), { isDefault: true });
  for (const define of [showCommand, exportCommand]) command.addCommand(define(terminal));
  return command;
}
