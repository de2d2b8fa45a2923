import { Command } from 'commander';
import { type KnownReview, listReviews } from '../../catalogue/reviews.ts';
import { exitCodes } from '../../protocol.ts';
import { aligned } from '../aligned.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { countArgument } from '../runs/list.ts';
import { timeText } from '../runs/run-words.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { visible } from '../visible.ts';
import { asksText, recordText } from './review-words.ts';

interface ListOptions extends ProjectChoice {
  by?: string;
  flow?: string;
  answered?: boolean;
  limit: number;
  json?: boolean;
}

export function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .summary('the records that wait')
    .description('Lists the records that wait for an answer, the oldest first.')
    .option('--by <who>', 'only what this person or group is asked')
    .option('--flow <name>', 'of this flow only')
    .option('--answered', 'those that are answered instead')
    .option('--limit <n>', 'how many', countArgument, 100)
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace review list --by fraud-desk')
    .action(async (options: ListOptions) => terminal.exit(await list(options, terminal)));
}

async function list(options: ListOptions, terminal: Terminal): Promise<number> {
  const { by, flow, answered: isAnswered, limit, json } = options;
  const reviews = await withCatalogue(options, terminal, (catalogue) =>
    listReviews(catalogue, { by, flow, isAnswered, limit }),
  );
  const { stdout } = terminal;
  if (json) stdout.write(`${JSON.stringify({ reviews }, undefined, 2)}\n`);
  else for (const line of lines(reviews, terminal)) stdout.write(`${line}\n`);
  return exitCodes.done;
}

function lines(reviews: readonly KnownReview[], { stdout }: Terminal): string[] {
  if (reviews.length === 0) return ['Nothing waits'];
  const rows = reviews.map((review) => [
    review.id,
    visible(review.by),
    visible(asksText(review)),
    timeText(review.createdAt),
    visible(recordText(review.record)),
  ]);
  const [title = '', ...body] = aligned([['REVIEW', 'OF', 'ASKS', 'SINCE', 'RECORD'], ...rows]);
  return [stdout.colors.dim(title), ...body];
}
