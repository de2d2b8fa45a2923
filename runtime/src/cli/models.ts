import { Command } from 'commander';
import { listCommand } from './models/list.ts';
import { pinCommand } from './models/pin.ts';
import { promoteCommand } from './models/promote.ts';
import { showCommand } from './models/show.ts';
import type { Terminal } from './terminal.ts';

export function modelsCommand(terminal: Terminal): Command {
  const command = new Command('models')
    .summary('list, show, promote and pin models that tasks have made')
    .description(
      'What the catalogue of a project knows of models and their checkpoints. "checkpoint: latest" means the pinned one, else the last promoted, else the newest.',
    )
    .addHelpText('after', '\nExample:\n  millrace models promote CardRisk 3f2a1b0c');
  command.addCommand(listCommand(terminal), { isDefault: true });
  for (const define of [showCommand, promoteCommand, pinCommand]) command.addCommand(define(terminal));
  return command;
}
