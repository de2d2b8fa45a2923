import type { KnownNode } from '../../catalogue/run-nodes.ts';
import { aligned } from '../aligned.ts';
import { countOf, withCommas } from '../count-of.ts';
import { size } from '../run/amounts.ts';
import { failureLine } from '../run/print-trouble.ts';
import type { Stream } from '../terminal.ts';
import { visibleParts } from '../visible.ts';
import { durationText, gitText, shortDigest, statusText, timeText, valuesText } from './run-words.ts';
import type { RunFacts } from './show.ts';

type Colors = Stream['colors'];

const errorsShown = 5;

/** A run for people to read: what it was, what its nodes did, what it made and from what. */
export function runPage(facts: RunFacts, colors: Colors): string {
  const run = visibleParts(facts);
  const blocks = [headOf(run, colors), nodesOf(run.nodes, colors), errorsOf(run, colors), filesOf(run, colors)];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headOf(run: RunFacts, colors: Colors): string[] {
  const { bold, dim, red } = colors;
  const { id, name, status, error } = run;
  const title = [bold(id), statusText(status, colors), ...(name === undefined ? [] : [name])].join('  ');
  const rows = factsOf(run).map(([key, value]) => `${dim(key.padEnd(10))}  ${value}`);
  const where = error?.node === undefined ? '' : ` in ${bold(error.node)}`;
  return [title, ...rows, ...(error === undefined ? [] : [`${red('error')}${where}: ${error.message}`])];
}

function factsOf(run: RunFacts): (readonly [string, string])[] {
  const { flow, source, startedAt, durationMs, parameters, versions } = run;
  const facts = [
    ['flow', `${flow} of ${source}`],
    ['started', timeText(startedAt)],
    ['took', durationText(durationMs)],
    ['parameters', valuesText(parameters)],
    ['commit', gitText(run)],
    [
      'versions',
      Object.entries(versions)
        .map((pair) => pair.join(' '))
        .join(', '),
    ],
  ] as const;
  return facts.filter(([, value]) => value !== '');
}

function nodesOf(nodes: readonly KnownNode[], { dim }: Colors): string[] {
  const rows = nodes.map(({ kind, node, status, records, failed, durationMs }) => [
    kind,
    node,
    status,
    countOf(records, 'record'),
    failed === 0 ? '' : `${withCommas(failed)} failed`,
    durationText(durationMs),
  ]);
  return [dim('Nodes'), ...aligned(rows, [3, 5]).map((line) => `  ${line}`)];
}

function errorsOf({ nodes, errors }: RunFacts, { yellow }: Colors): string[] {
  const total = Math.max(
    errors.length,
    nodes.reduce((sum, { failed }) => sum + failed, 0),
  );
  if (total === 0) return [];
  const shown = errors.slice(0, errorsShown).map((error) => `  ${failureLine({ type: 'record-failed', ...error })}`);
  const more = total > shown.length ? [`  and ${withCommas(total - shown.length)} more`] : [];
  return [yellow(countOf(total, 'bad record')), ...shown, ...more];
}

function filesOf({ artefacts, sources }: RunFacts, { dim }: Colors): string[] {
  const outputs = artefacts.map(({ kind, path, sha256, bytes, records }) => [
    kind,
    path,
    shortDigest(sha256),
    records === null ? '' : countOf(records, 'record'),
    size(bytes),
  ]);
  const inputs = sources.map(({ kind, path, sha256 }) => [kind, path, shortDigest(sha256)]);
  return [...titled('Made', outputs, dim), ...titled('From', inputs, dim)];
}

function titled(title: string, rows: string[][], dim: (text: string) => string): string[] {
  return rows.length === 0 ? [] : [dim(title), ...aligned(rows, [3, 4]).map((line) => `  ${line}`)];
}
