import { resolve } from 'node:path';
import { Command } from 'commander';
import { type KnownReview, listReviews } from '../../catalogue/reviews.ts';
import { writeWhole } from '../../project/write-whole.ts';
import { exitCodes } from '../../protocol.ts';
import { countOf } from '../count-of.ts';
import { displayPath } from '../diagnostics/display-path.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';

interface ExportOptions extends ProjectChoice {
  by?: string;
  flow?: string;
  answered?: boolean;
  out?: string;
}

export function exportCommand(terminal: Terminal): Command {
  return new Command('export')
    .summary('write the records that wait to a file, to be filled in')
    .description('Writes the records that wait as JSON lines; "millrace review answer --from" takes the file back.')
    .option('--by <who>', 'only what this person or group is asked')
    .option('--flow <name>', 'of this flow only')
    .option('--answered', 'those that are answered instead, with their answers')
    .option('--out <file>', 'a file instead of stdout')
    .addOption(projectOption())
    .addOption(profileOption())
    .addHelpText('after', '\nExample:\n  millrace review export --by fraud-desk --out waiting.jsonl')
    .action(async (options: ExportOptions) => terminal.exit(await write(options, terminal)));
}

async function write(options: ExportOptions, terminal: Terminal): Promise<number> {
  const { by, flow, answered: isAnswered, out } = options;
  const limit = Number.MAX_SAFE_INTEGER;
  const reviews = await withCatalogue(options, terminal, (catalogue) =>
    listReviews(catalogue, { by, flow, isAnswered, limit }),
  );
  const text = reviews.map((review) => `${JSON.stringify(line(review))}\n`).join('');
  if (out === undefined) terminal.stdout.write(text);
  else {
    const path = resolve(terminal.cwd, out);
    writeWhole(path, text);
    terminal.stderr.write(`${displayPath(path, terminal.cwd)}: ${countOf(reviews.length, 'record')}\n`);
  }
  return exitCodes.done;
}

/** Where nobody has answered there are nulls to be filled in. */
function line({ id, flow, node, by, createdAt, record, ask, answer }: KnownReview) {
  const empty = Object.fromEntries(ask.map(({ name }) => [name, null]));
  return { id, flow, node, by, since: createdAt, record, answer: answer?.values ?? empty };
}
