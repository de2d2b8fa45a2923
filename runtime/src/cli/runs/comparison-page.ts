import type { Difference, NodeComparison, RunComparison } from '../../catalogue/compare-runs.ts';
import type { KnownRun } from '../../catalogue/runs.ts';
import { aligned } from '../aligned.ts';
import { withCommas } from '../count-of.ts';
import { duration } from '../run/amounts.ts';
import type { Stream } from '../terminal.ts';
import { visibleParts } from '../visible.ts';
import { shortId, timeText } from './run-words.ts';

type Colors = Stream['colors'];

/** Two runs side by side for people to read. */
export function comparisonPage(comparison: RunComparison, colors: Colors): string {
  const { left, right, parameters, versions, commit, nodes } = visibleParts(comparison);
  const given = { ...named('parameter', parameters), ...named('version of', versions), ...(commit && { commit }) };
  const blocks = [titleOf(left, right, colors), givenLines(given), nodeLines(nodes, colors)];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function titleOf(left: KnownRun, right: KnownRun, { bold }: Colors): string[] {
  return aligned(
    [left, right].map((run) => [shortId(run.id), run.flow, run.status, timeText(run.startedAt), run.name ?? '']),
  ).map((line, at) => `${at === 0 ? 'left ' : 'right'}  ${bold(line)}`);
}

function named<T>(kind: string, differences: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(differences).map(([name, value]) => [`${kind} ${name}`, value]));
}

function givenLines(differences: Record<string, Difference<unknown>>): string[] {
  return aligned(
    Object.entries(differences).map(([name, { left, right }]) => [name, `${said(left)} → ${said(right)}`]),
  );
}

function said(value: unknown): string {
  return value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
}

function nodeLines(nodes: readonly NodeComparison[], { dim, yellow }: Colors): string[] {
  const rows = nodes.map(({ node, is, status, records, durationMs, changes }) => [
    node,
    is,
    pairText(status, String),
    pairText(records, withCommas),
    pairText(durationMs, duration),
    Object.keys(changes).join(', '),
  ]);
  const [title = '', ...lines] = aligned([['NODE', 'IS', 'STATUS', 'RECORDS', 'TOOK', 'WHAT CHANGED'], ...rows]);
  return [dim(title), ...lines.map((line, at) => (nodes[at]?.is === 'same' ? line : yellow(line)))];
}

function pairText<T>({ left, right }: Difference<T>, print: (value: T) => string): string {
  const [before, after] = [left, right].map((value) => (value === undefined ? '–' : print(value)));
  return before === after ? String(before) : `${before} → ${after}`;
}
