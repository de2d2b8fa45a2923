import { Command } from 'commander';
import type { KnownReview } from '../../catalogue/reviews.ts';
import { exitCodes } from '../../protocol.ts';
import { aligned } from '../aligned.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { shortId, timeText } from '../runs/run-words.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { visible } from '../visible.ts';
import { chosenReview } from './chosen-review.ts';
import { askLine, valueText } from './review-words.ts';

interface ShowOptions extends ProjectChoice {
  json?: boolean;
}

export function showCommand(terminal: Terminal): Command {
  return new Command('show')
    .summary('a record that waits, whole')
    .description('Shows a record that waits, what is asked about it, and its answer where there is one.')
    .argument('<review>', 'the beginning of its id')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace review show 3f2a1b0c')
    .action(async (word: string, options: ShowOptions) => terminal.exit(await show(word, options, terminal)));
}

async function show(word: string, options: ShowOptions, terminal: Terminal): Promise<number> {
  const review = await withCatalogue(options, terminal, (catalogue) => chosenReview(catalogue, word));
  const { stdout } = terminal;
  stdout.write(options.json ? `${JSON.stringify(review, undefined, 2)}\n` : `${page(review, terminal).join('\n')}\n`);
  return exitCodes.done;
}

function page(review: KnownReview, { stdout: { colors } }: Terminal): string[] {
  const { id, flow, node, runId, by, ask, record, createdAt, dueAt, answer } = review;
  const due = dueAt === undefined ? '' : `, due ${timeText(dueAt)}`;
  const rows = Object.entries(record).map(([name, value]) => [`  ${visible(name)}`, visible(valueText(value))]);
  const example = ask.map(({ name, rules }) => `${name}=${rules?.oneOf?.[0] ?? '…'}`).join(' ');
  const end = answer
    ? [
        `answered by ${visible(answer.by)}, ${timeText(answer.at)}`,
        ...aligned(
          Object.entries(answer.values).map(([name, value]) => [`  ${visible(name)}`, visible(valueText(value))]),
        ),
      ]
    : [
        `asks ${visible(by)} for`,
        ...ask.map((one) => `  ${visible(askLine(one))}`),
        colors.dim(visible(`millrace review answer ${id} ${example}`)),
      ];
  return [
    `${colors.bold(id)}  ${visible(flow)}.${visible(node)}`,
    colors.dim(`since ${timeText(createdAt)}, run ${shortId(runId)}${due}`),
    ...aligned(rows),
    '',
    ...end,
  ];
}
