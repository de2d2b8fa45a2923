import { Command } from 'commander';
import { compareCommand } from './runs/compare.ts';
import { listCommand } from './runs/list.ts';
import { pruneCommand } from './runs/prune.ts';
import { rerunCommand } from './runs/rerun.ts';
import { showCommand } from './runs/show.ts';
import type { Terminal } from './terminal.ts';

export function runsCommand(terminal: Terminal): Command {
  const command = new Command('runs')
    .summary('list, show, compare and repeat runs')
    .description(
      'What the catalogue of a project knows of its runs. A run is named by the beginning of its id, by its name, or as "latest".',
    )
    .addHelpText('after', '\nExample:\n  millrace runs compare baseline latest');
  command.addCommand(listCommand(terminal), { isDefault: true });
  for (const define of [showCommand, compareCommand, rerunCommand, pruneCommand]) command.addCommand(define(terminal));
  return command;
}
