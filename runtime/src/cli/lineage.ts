import { Command, Option } from 'commander';
import { exitCodes } from '../protocol.ts';
import { columnOfWord } from './lineage/column-word.ts';
import { type ProjectChoice, projectOption } from './project-catalogue.ts';
import { profileOption } from './settings-of.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface LineageOptions extends ProjectChoice {
  format: 'text' | 'json' | 'svg';
  flow?: string;
  up?: boolean;
  down?: boolean;
  json?: boolean;
  out?: string;
}

export function lineageCommand(terminal: Terminal): Command {
  return new Command('lineage')
    .summary('say what a file, a batch, a model or a column comes from, and what came of it')
    .description(
      'Says what something was made from, over all runs, and what was made from it. WHAT is a file, a digest, a batch or dataset, a model, or a column as main.flow:node.column.',
    )
    .argument('<what>', 'a file, digest, batch, dataset, model, or main.flow:node.column')
    .option('--up', 'only what it comes from')
    .option('--down', 'only what came of it')
    .addOption(new Option('--format <format>', 'of the answer').choices(['text', 'json', 'svg']).default('text'))
    .option('--json', 'the same as --format json')
    .option('--out <file>', 'write to a file instead of stdout')
    .option('--flow <name>', 'of a column: which flow, where the file has several')
    .addOption(projectOption())
    .addOption(profileOption())
    .addHelpText(
      'after',
      '\nExamples:\n  millrace lineage out/scores.csv\n  millrace lineage main.flow:scored.risk --up --format svg --out risk.svg',
    )
    .action(async (what: string, options: LineageOptions) => terminal.exit(await lineage(what, options, terminal)));
}

async function lineage(what: string, given: LineageOptions, terminal: Terminal): Promise<number> {
  const options: LineageOptions = given.json ? { ...given, format: 'json' } : given;
  if (options.up && options.down) throw new UsageError('Say --up or --down; without either it is both');
  const column = columnOfWord(what);
  const { columnAnswer, fileAnswer, write } = await import('./later.ts');
  const text = column ? await columnAnswer(column, options, terminal) : await fileAnswer(what, options, terminal);
  write(text, options.out, terminal);
  return exitCodes.done;
}
