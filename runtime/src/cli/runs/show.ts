import { Command } from 'commander';
import { artefactsOfRun } from '../../catalogue/artefacts.ts';
import { batchesOfRun } from '../../catalogue/batches.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { sourcesOfRun } from '../../catalogue/relationships.ts';
import { errorsOfRun } from '../../catalogue/run-errors.ts';
import { nodesOfRun } from '../../catalogue/run-nodes.ts';
import { exitCodes } from '../../protocol.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { chosenRun } from './chosen-run.ts';
import { runPage } from './run-page.ts';

interface ShowOptions extends ProjectChoice {
  json?: boolean;
}

export function showCommand(terminal: Terminal): Command {
  return new Command('show')
    .summary('all that is known of a run')
    .description(
      'Shows a run: parameters, versions, nodes, bad records, and its outputs with what they were made from.',
    )
    .argument('<run>', 'the beginning of its id, its name, or latest')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace runs show latest')
    .action(async (word: string, options: ShowOptions) => terminal.exit(await show(word, options, terminal)));
}

/** What is known of one run. */
export type RunFacts = Awaited<ReturnType<typeof factsOf>>;

async function factsOf(catalogue: Catalogue, word: string) {
  const run = await chosenRun(catalogue, word);
  const nodes = await nodesOfRun(catalogue, run.id);
  const errors = await errorsOfRun(catalogue, run.id);
  const artefacts = await artefactsOfRun(catalogue, run.id);
  const sources = await sourcesOfRun(catalogue, run.id);
  const batches = await batchesOfRun(catalogue, run.id);
  return { ...run, nodes, errors, batches, artefacts, sources };
}

async function show(word: string, options: ShowOptions, terminal: Terminal): Promise<number> {
  const facts = await withCatalogue(options, terminal, (catalogue) => factsOf(catalogue, word));
  const { stdout } = terminal;
  stdout.write(options.json ? `${JSON.stringify(facts, undefined, 2)}\n` : runPage(facts, stdout.colors));
  return exitCodes.done;
}
