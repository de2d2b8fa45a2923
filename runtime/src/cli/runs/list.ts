import { Command, InvalidArgumentError } from 'commander';
import { type KnownRun, listRuns, writtenByRun } from '../../catalogue/runs.ts';
import { exitCodes } from '../../protocol.ts';
import { aligned } from '../aligned.ts';
import { withCommas } from '../count-of.ts';
import { type ProjectChoice, projectOption, withCatalogue } from '../project-catalogue.ts';
import { profileOption } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { visible } from '../visible.ts';
import { durationText, shortId, statusText, timeText } from './run-words.ts';

interface ListOptions extends ProjectChoice {
  flow?: string;
  limit: number;
  json?: boolean;
}

export function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .summary('the runs of a project, the newest first')
    .description('Lists the runs of a project, the newest first.')
    .option('--flow <name>', 'of this flow only')
    .option('--limit <n>', 'how many', countArgument, 20)
    .addOption(projectOption())
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace runs --flow ScorePayments --limit 5')
    .action(async (options: ListOptions) => terminal.exit(await list(options, terminal)));
}

/** For options that take a number of things. */
export function countArgument(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, such as 20.');
  return Number(text);
}

async function list(options: ListOptions, terminal: Terminal): Promise<number> {
  const { runs, written } = await withCatalogue(options, terminal, async (catalogue) => {
    const runs = await listRuns(catalogue, options);
    return { runs, written: await writtenByRun(catalogue, runs) };
  });
  const { stdout } = terminal;
  const listed = runs.map((run) => ({ ...run, records: written.get(run.id) ?? 0 }));
  if (options.json) stdout.write(`${JSON.stringify({ runs: listed }, undefined, 2)}\n`);
  else for (const line of lines(listed, terminal)) stdout.write(`${line}\n`);
  return exitCodes.done;
}

function lines(runs: readonly (KnownRun & { records: number })[], { stdout: { colors } }: Terminal): string[] {
  if (runs.length === 0) return ['No runs'];
  const rows = runs.map(({ id, flow, status, startedAt, durationMs, records, name = '' }) => [
    shortId(id),
    visible(flow),
    status,
    timeText(startedAt),
    durationText(durationMs),
    withCommas(records),
    visible(name),
  ]);
  const head = ['RUN', 'FLOW', 'STATUS', 'STARTED', 'TOOK', 'WRITTEN', 'NAME'];
  const [title = '', ...body] = aligned([head, ...rows], [4, 5]);
  return [
    colors.dim(title),
    ...body.map((line, at) => {
      const { status = '' } = runs[at] ?? {};
      return line.replace(` ${status} `, ` ${statusText(status, colors)} `);
    }),
  ];
}
