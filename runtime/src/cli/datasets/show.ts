import { printType } from '@millrace/grammar';
import { Command } from 'commander';
import { exitCodes } from '../../protocol.ts';
import { aligned } from '../aligned.ts';
import { withCommas } from '../count-of.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { size } from '../run/amounts.ts';
import { shortId, timeText } from '../runs/run-words.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { visible } from '../visible.ts';
import { type ChosenDataset, chosenDataset } from './chosen-dataset.ts';

interface ShowOptions extends ProjectChoice {
  json?: boolean;
}

export function showCommand(terminal: Terminal): Command {
  return new Command('show')
    .summary('the columns and the batches of a dataset')
    .description('Shows the columns of a dataset and its batches, the newest first, with the run that made each.')
    .argument('<dataset>', 'its name')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace datasets show Scores')
    .action(async (name: string, options: ShowOptions) => terminal.exit(await show(name, options, terminal)));
}

async function show(name: string, options: ShowOptions, terminal: Terminal): Promise<number> {
  const chosen = await withCatalogue(options, terminal, (catalogue) => chosenDataset(catalogue, name));
  const { stdout } = terminal;
  if (options.json) stdout.write(`${JSON.stringify({ ...chosen.dataset, batches: chosen.batches }, undefined, 2)}\n`);
  else stdout.write(`${page(chosen, terminal).join('\n')}\n`);
  return exitCodes.done;
}

function page({ dataset, batches }: ChosenDataset, { stdout: { colors } }: Terminal): string[] {
  const columns = dataset.record.fields.map((field) => [`  ${visible(field.name)}`, printType(field.type)]);
  const rows = batches.map(({ batch, records, bytes, createdAt, runId, node }) => [
    visible(batch),
    withCommas(records),
    size(bytes),
    timeText(createdAt),
    shortId(runId),
    visible(node),
  ]);
  const head = ['BATCH', 'RECORDS', 'SIZE', 'MADE', 'RUN', 'BY'];
  const [title = '', ...body] = aligned([head, ...rows], [1, 2]);
  return [colors.bold(visible(dataset.name)), ...aligned(columns), '', colors.dim(title), ...body];
}
