import { Command } from 'commander';
import { type KnownModel, listModels } from '../../catalogue/models.ts';
import { exitCodes } from '../../protocol.ts';
import { aligned } from '../aligned.ts';
import { withCommas } from '../count-of.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { shortDigest, timeText } from '../runs/run-words.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { visible } from '../visible.ts';

interface ListOptions extends ProjectChoice {
  json?: boolean;
}

export function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .summary('the models that tasks of a project have made')
    .description('Lists the models of which a task has made a checkpoint.')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace models')
    .action(async (options: ListOptions) => terminal.exit(await list(options, terminal)));
}

async function list(options: ListOptions, terminal: Terminal): Promise<number> {
  const models = await withCatalogue(options, terminal, listModels);
  const { stdout } = terminal;
  if (options.json) stdout.write(`${JSON.stringify({ models }, undefined, 2)}\n`);
  else for (const line of lines(models, terminal)) stdout.write(`${line}\n`);
  return exitCodes.done;
}

function lines(models: readonly KnownModel[], { stdout: { colors } }: Terminal): string[] {
  if (models.length === 0) return ['No task has made a model yet'];
  const rows = models.map(({ name, useCase = '', checkpoints, pinned = null, updatedAt }) => [
    visible(name),
    visible(useCase),
    withCommas(checkpoints),
    timeText(updatedAt),
    shortDigest(pinned),
  ]);
  const head = ['MODEL', 'USE CASE', 'CHECKPOINTS', 'NEWEST', 'PINNED'];
  const [title = '', ...body] = aligned([head, ...rows], [2]);
  return [colors.dim(title), ...body];
}
