import { Command } from 'commander';
import { exitCodes } from '../protocol.ts';
import { cancelOnSignals } from './cancel-on-signals.ts';
import { countOf } from './count-of.ts';
import { openFlowFile } from './flow-file.ts';
import { placeOf } from './place-of.ts';
import { collectParameter, type FlowChoice, planOf } from './plan-of.ts';
import { resolvedBy } from './resolved-parts.ts';
import { profileOption, secretSources, settingsOf } from './settings-of.ts';
import type { Stream, Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { visible, visibleParts } from './visible.ts';

interface PreviewOptions extends FlowChoice {
  limit: number;
  port?: string;
  json?: boolean;
}

export function previewCommand(terminal: Terminal): Command {
  return new Command('preview')
    .summary('show the first records of a node')
    .description('Runs what a node needs until it has given some records, and shows them. Nothing is written.')
    .argument('<file>', 'a .flow file')
    .argument('<node>', 'a node of the flow, or a port of one, such as level.high')
    .option('--limit <records>', 'how many records', recordCount, 20)
    .option('--port <name>', 'the records of a port: errors, or one of a route')
    .option('--flow <name>', 'which flow, where the file has several')
    .option('--param <name=value>', 'a parameter of the flow; may be repeated', collectParameter)
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace preview main.flow scored --limit 5')
    .action(async (file: string, node: string, options: PreviewOptions) =>
      terminal.exit(await preview(file, node, options, terminal)),
    );
}

async function preview(path: string, name: string, options: PreviewOptions, terminal: Terminal): Promise<number> {
  const file = await openFlowFile(path, terminal);
  const plan = planOf(file, options, terminal);
  if (!plan) return exitCodes.invalid;
  const place = placeOf(plan, file.document, { name, port: options.port, flow: options.flow });
  const { applyEvent, emptyRunState, previewNode, printTrouble } = await import('./later.ts');
  const state = emptyRunState();
  const { finished, ...shown } = await cancelOnSignals(terminal, (signal) =>
    previewNode(plan, place, {
      projectFolder: file.project.folder,
      secrets: secretSources(settingsOf(file.project, options, terminal)),
      resolve: resolvedBy(file.project, options, terminal),
      limit: options.limit,
      signal,
      onEvent: (event) => applyEvent(state, visibleParts(event)),
    }),
  );
  printTrouble(state, visibleParts(finished), terminal.stderr);
  if (finished.status !== 'succeeded') return exitCodes[finished.status === 'failed' ? 'failed' : 'cancelled'];
  const { stdout } = terminal;
  if (options.json) stdout.write(`${JSON.stringify({ ...place, ...shown }, undefined, 2)}\n`);
  else stdout.write(await table(name, visibleParts(shown), stdout));
  return exitCodes.done;
}

type Shown = Pick<
  Awaited<ReturnType<typeof import('../preview/preview-node.ts').previewNode>>,
  'columns' | 'rows' | 'isWhole'
>;

async function table(name: string, { columns, rows, isWhole }: Shown, stdout: Stream): Promise<string> {
  const { bold, dim } = stdout.colors;
  const title = `${bold(visible(name))}  ${dim(isWhole ? countOf(rows.length, 'record') : `the first ${countOf(rows.length, 'record')}`)}\n`;
  if (rows.length === 0) return title;
  const { resultTable } = await import('./later.ts');
  const options = { width: stdout.width(), colors: stdout.colors, rows: rows.length };
  return `${title}${resultTable({ columns, rows }, options)}\n`;
}

function recordCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 100_000) return count;
  throw new UsageError(`--limit takes a number of records from 1 to 100000, not "${text}"`);
}
