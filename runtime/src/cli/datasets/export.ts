import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { makeWhole } from '../../project/write-whole.ts';
import { exitCodes } from '../../protocol.ts';
import { countOf } from '../count-of.ts';
import { displayPath } from '../diagnostics/display-path.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { chosenBatch, chosenDataset } from './chosen-dataset.ts';

interface ExportOptions extends ProjectChoice {
  batch?: string;
  out: string;
  json?: boolean;
}

export function exportCommand(terminal: Terminal): Command {
  return new Command('export')
    .summary('write a batch of a dataset to a Parquet file')
    .description('Writes a batch of a dataset, the newest if none is named, to a Parquet file.')
    .argument('<dataset>', 'its name')
    .requiredOption('--out <file>', 'the file')
    .option('--batch <name>', 'which batch')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace datasets export Scores --out scores.parquet')
    .action(async (name: string, options: ExportOptions) => terminal.exit(await write(name, options, terminal)));
}

async function write(name: string, options: ExportOptions, terminal: Terminal): Promise<number> {
  const path = resolve(terminal.cwd, options.out);
  const batch = await withCatalogue(options, terminal, async (catalogue) => {
    const batch = chosenBatch(await chosenDataset(catalogue, name), options.batch);
    makeWhole(path, (part) => copyFileSync(join(catalogue.projectFolder, batch.path), part));
    return batch;
  });
  const { stdout, cwd } = terminal;
  if (options.json) stdout.write(`${JSON.stringify({ ...batch, path }, undefined, 2)}\n`);
  else stdout.write(`${displayPath(path, cwd)}: ${countOf(batch.records, 'record')} of batch ${batch.batch}\n`);
  return exitCodes.done;
}
