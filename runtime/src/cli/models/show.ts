import { Command } from 'commander';
import type { KnownCheckpoint } from '../../catalogue/models.ts';
import { exitCodes } from '../../protocol.ts';
import { aligned } from '../aligned.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { shortDigest, shortId, timeText } from '../runs/run-words.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { visible } from '../visible.ts';
import { type ChosenModel, chosenModel } from './chosen-model.ts';

interface ShowOptions extends ProjectChoice {
  json?: boolean;
}

export function showCommand(terminal: Terminal): Command {
  return new Command('show')
    .summary('the checkpoints of a model')
    .description(
      'Shows the checkpoints of a model, the newest first, with the run that made each and what its task said.',
    )
    .argument('<model>', 'its name')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace models show CardRisk')
    .action(async (name: string, options: ShowOptions) => terminal.exit(await show(name, options, terminal)));
}

async function show(name: string, options: ShowOptions, terminal: Terminal): Promise<number> {
  const { model, ...rest } = await withCatalogue(options, terminal, (catalogue) => chosenModel(catalogue, name));
  const { stdout } = terminal;
  if (options.json) stdout.write(`${JSON.stringify({ ...model, ...rest }, undefined, 2)}\n`);
  else stdout.write(`${page({ model, ...rest }, terminal).join('\n')}\n`);
  return exitCodes.done;
}

function page(chosen: ChosenModel, { stdout: { colors } }: Terminal): string[] {
  const { model, checkpoints } = chosen;
  const rows = checkpoints.map((checkpoint) => [
    shortDigest(checkpoint.sha256),
    timeText(checkpoint.createdAt),
    shortId(checkpoint.runId ?? ''),
    standing(checkpoint, chosen),
    visible(factsText(checkpoint)),
  ]);
  const [title = '', ...body] = aligned([['CHECKPOINT', 'MADE', 'RUN', 'STANDING', 'FACTS'], ...rows]);
  const useCase = model.useCase === undefined ? '' : `  ${colors.dim(visible(model.useCase))}`;
  return [`${colors.bold(visible(model.name))}${useCase}`, colors.dim(title), ...body];
}

function standing({ sha256, promotedAt }: KnownCheckpoint, { model, latest }: ChosenModel): string {
  const said = [
    ...(sha256 === latest ? ['latest'] : []),
    ...(sha256 === model.pinned ? ['pinned'] : []),
    ...(promotedAt === undefined ? [] : ['promoted']),
  ];
  return said.join(', ');
}

function factsText({ facts }: KnownCheckpoint): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
