import { Command } from 'commander';
import { type KnownDataset, listDatasets } from '../../catalogue/datasets.ts';
import { exitCodes } from '../../protocol.ts';
import { aligned } from '../aligned.ts';
import { withCommas } from '../count-of.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { duration } from '../run/amounts.ts';
import { timeText } from '../runs/run-words.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { visible } from '../visible.ts';

interface ListOptions extends ProjectChoice {
  json?: boolean;
}

export function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .summary('the datasets of a project')
    .description('Lists the datasets of a project that a run has written.')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace datasets')
    .action(async (options: ListOptions) => terminal.exit(await list(options, terminal)));
}

async function list(options: ListOptions, terminal: Terminal): Promise<number> {
  const datasets = await withCatalogue(options, terminal, listDatasets);
  const { stdout } = terminal;
  if (options.json) stdout.write(`${JSON.stringify({ datasets }, undefined, 2)}\n`);
  else for (const line of lines(datasets, terminal)) stdout.write(`${line}\n`);
  return exitCodes.done;
}

function lines(datasets: readonly KnownDataset[], { stdout: { colors } }: Terminal): string[] {
  if (datasets.length === 0) return ['No dataset was written yet'];
  const rows = datasets.map((dataset) => [
    visible(dataset.name),
    withCommas(dataset.batches),
    timeText(dataset.updatedAt),
    kept(dataset),
  ]);
  const [title = '', ...body] = aligned([['DATASET', 'BATCHES', 'NEWEST', 'KEPT'], ...rows], [1]);
  return [colors.dim(title), ...body];
}

function kept({ keep, retainMs }: KnownDataset): string {
  const said = [
    ...(keep === undefined ? [] : [`the newest ${keep}`]),
    ...(retainMs === undefined ? [] : [days(retainMs)]),
  ];
  return said.join(', ') || 'all';
}

function days(ms: number): string {
  const count = ms / 86_400_000;
  return Number.isInteger(count) ? `${count} d` : duration(ms);
}
