import { Command } from 'commander';
import { compareRuns } from '../../catalogue/compare-runs.ts';
import { exitCodes } from '../../protocol.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { chosenRun } from './chosen-run.ts';
import { comparisonPage } from './comparison-page.ts';

interface CompareOptions extends ProjectChoice {
  json?: boolean;
}

export function compareCommand(terminal: Terminal): Command {
  return new Command('compare')
    .summary('what differs between two runs')
    .description('Compares two runs: parameters, versions, and by node what of it changed, records and durations.')
    .argument('<left>', 'the beginning of its id, its name, or latest')
    .argument('<right>', 'the other one')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace runs compare baseline latest')
    .action(async (left: string, right: string, options: CompareOptions) =>
      terminal.exit(await compare([left, right], options, terminal)),
    );
}

async function compare([left, right]: [string, string], options: CompareOptions, terminal: Terminal): Promise<number> {
  const comparison = await withCatalogue(options, terminal, async (catalogue) =>
    compareRuns(catalogue, await chosenRun(catalogue, left), await chosenRun(catalogue, right)),
  );
  const { stdout } = terminal;
  stdout.write(
    options.json ? `${JSON.stringify(comparison, undefined, 2)}\n` : comparisonPage(comparison, stdout.colors),
  );
  return exitCodes.done;
}
