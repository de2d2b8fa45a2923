import { resolve } from 'node:path';
import { errorRecord } from '@millrace/grammar';
import type { RunFinished } from '../../protocol.ts';
import { countOf } from '../count-of.ts';
import { displayPath } from '../diagnostics/display-path.ts';
import type { Stream, Terminal } from '../terminal.ts';
import { duration, rate, size } from './amounts.ts';
import { resultTable, rowsShown } from './result-table.ts';
import type { RunState } from './run-state.ts';

/** After a run that succeeded: the first records of each sink, how fast it went, and where the outputs are. On stdout. */
export function printResults(state: RunState, finished: RunFinished, folder: string, terminal: Terminal): void {
  const { stdout, cwd } = terminal;
  const ports = Object.keys(finished.records);
  const byPort = state.previews.toSorted((a, b) => ports.indexOf(a.node) - ports.indexOf(b.node));
  const shown = inOrder(byPort, state).filter((preview) => !isOfErrors(preview));
  const tables = shown.map((preview) => sinkBlock(preview, countIn(preview, finished, state), stdout));
  const outputs = outputLines(state, folder, cwd, stdout.colors);
  const blocks = [...tables, summary(state, finished, stdout.colors), ...(outputs === '' ? [] : [outputs])];
  stdout.write(`${blocks.join('\n\n')}\n`);
}

type Preview = RunState['previews'][number];

/** Bad records were told one by one already, with their places. */
function isOfErrors({ columns }: Preview): boolean {
  const names = errorRecord.fields.map(({ name }) => name);
  return columns.length === names.length && columns.every(({ name }, index) => name === names[index]);
}

/** As the plan names the nodes, whichever was ready first. */
function inOrder<T extends { node: string }>(items: readonly T[], { nodes }: RunState): T[] {
  const order = [...nodes.keys()];
  const placeOf = (name: string) => order.findIndex((node) => name === node || name.startsWith(`${node}.`));
  return [...items].sort((left, right) => placeOf(left.node) - placeOf(right.node));
}

/** Of a node that writes nothing what it gave. */
function countIn({ node, rows }: Preview, { records }: RunFinished, { nodes }: RunState): number {
  return records[node] ?? nodes.get(node)?.records ?? rows.length;
}

function sinkBlock(preview: Preview, count: number, stdout: Stream): string {
  const { bold, dim } = stdout.colors;
  const rest = count > rowsShown ? `, the first ${rowsShown}` : '';
  const title = `${bold(preview.node)}  ${dim(`${countOf(count, 'record')}${rest}`)}`;
  if (preview.rows.length === 0) return title;
  return `${title}\n${resultTable(preview, { width: stdout.width(), colors: stdout.colors })}`;
}

function summary({ flow, nodes }: RunState, { durationMs }: RunFinished, { bold, green }: Stream['colors']): string {
  if ([...nodes.values()].every(({ status }) => status === 'cached'))
    return `${green('✔')} ${bold(flow)}: up to date, nothing had to run (--force runs it all again)`;
  const read = [...nodes.values()].reduce(
    (sum, { kind, status, records }) => sum + (kind === 'read' && status === 'succeeded' ? records : 0),
    0,
  );
  const speed = rate((read / Math.max(1, durationMs)) * 1000);
  return `${green('✔')} ${bold(flow)}: ${countOf(read, 'record')} read in ${duration(durationMs)}, ${speed}`;
}

function outputLines(state: RunState, folder: string, cwd: string, { dim }: Stream['colors']): string {
  if (state.artefacts.length === 0) return '';
  const shown = inOrder(state.artefacts, state).map((artefact) => ({
    ...artefact,
    place: artefact.path.includes('://') ? artefact.path : displayPath(resolve(folder, artefact.path), cwd),
  }));
  const widest = Math.max(...shown.map(({ place }) => place.length));
  const lines = shown.map(
    ({ place, records, bytes }) => `  ${place.padEnd(widest)}  ${dim(`${countOf(records, 'record')}, ${size(bytes)}`)}`,
  );
  return ['Outputs', ...lines].join('\n');
}
