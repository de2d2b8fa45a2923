import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { answerReview } from '../../catalogue/reviews.ts';
import { exitCodes } from '../../protocol.ts';
import { countOf } from '../count-of.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { answerValues } from './answer-values.ts';
import { chosenReview } from './chosen-review.ts';

interface AnswerOptions extends ProjectChoice {
  from?: string;
  as?: string;
  json?: boolean;
}

interface Answer {
  review: string;
  given: Record<string, unknown>;
}

export function answerCommand(terminal: Terminal): Command {
  return new Command('answer')
    .summary('answer what is asked of a record')
    .description(
      'Answers one record, or those of a JSON lines file as "millrace review export" writes it. A later answer replaces an earlier one.',
    )
    .argument('[review]', 'the beginning of its id')
    .argument('[answers...]', 'name=value for each answer')
    .option('--from <file>', 'JSON lines, each with "id" and the answers under "answer"')
    .option('--as <who>', 'who answers (default: the user of this machine)')
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace review answer 3f2a1b0c verdict=fraud')
    .action(async (review: string | undefined, answers: string[], options: AnswerOptions) =>
      terminal.exit(await answer(review, answers, options, terminal)),
    );
}

/** All of them are answered, or where one does not fit none. */
async function answer(
  review: string | undefined,
  texts: readonly string[],
  options: AnswerOptions,
  terminal: Terminal,
): Promise<number> {
  if ((review === undefined) === (options.from === undefined))
    throw new UsageError('Name a review and its answers, such as 3f2a1b0c verdict=fraud, or a file with --from');
  const given =
    options.from === undefined
      ? [{ review: String(review), given: answersIn(texts) }]
      : answersOfFile(resolve(terminal.cwd, options.from));
  const by = options.as ?? userInfo().username;
  const answered = await withCatalogue(options, terminal, (catalogue) => answerAll(catalogue, given, by));
  const { stdout } = terminal;
  stdout.write(
    options.json
      ? `${JSON.stringify({ answered }, undefined, 2)}\n`
      : `${countOf(answered.length, 'record')} answered; the next run of the flow goes on with ${answered.length === 1 ? 'it' : 'them'}\n`,
  );
  return exitCodes.done;
}

async function answerAll(catalogue: Catalogue, given: readonly Answer[], by: string): Promise<string[]> {
  const checked: { id: string; values: Record<string, unknown> }[] = [];
  for (const { review, given: values } of given) {
    const known = await chosenReview(catalogue, review);
    checked.push({ id: known.id, values: answerValues(known, values) });
  }
  await catalogue.db.transaction().execute(async (db) => {
    for (const { id, values } of checked) await answerReview({ db }, id, { values, by });
  });
  return checked.map(({ id }) => id);
}

function answersIn(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new UsageError(`An answer is name=value, such as verdict=fraud; "${text}" is none`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** Lines without an answer are passed by: whoever fills such a file in need not do so at once. */
function answersOfFile(path: string): Answer[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    const { id, answer } = parsed(line, at + 1);
    if (typeof id !== 'string') throw new UsageError(`Line ${at + 1} of ${path} has no "id"`);
    if (typeof answer !== 'object' || answer === null || Object.values(answer).every((value) => value === null))
      return [];
    return [{ review: id, given: answer as Record<string, unknown> }];
  });
}

function parsed(line: string, number: number): { id?: unknown; answer?: unknown } {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new UsageError(`Line ${number} is no JSON object`);
}
