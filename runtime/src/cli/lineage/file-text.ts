import type { Lineage, LineageItem, LineageLink, Maker } from '../../catalogue/lineage.ts';
import { countOf } from '../count-of.ts';
import { size } from '../run/amounts.ts';
import { gitText, shortDigest, shortId, timeText, valuesText } from '../runs/run-words.ts';
import type { Stream } from '../terminal.ts';
import { visibleParts } from '../visible.ts';
import { type Branch, treeLines } from './tree.ts';

type Colors = Stream['colors'];

/** A lineage as two trees: what it comes from, and what came of it. */
export function fileText(given: Lineage, colors: Colors): string {
  const lineage = visibleParts(given);
  const items = new Map(lineage.items.map((item) => [item.id, item]));
  const target = items.get(lineage.target);
  if (target === undefined) return '';
  const up = branches(target, lineage, items, ({ from, to, kind }) => ({ near: to, far: from, as: kind }), colors);
  const down = branches(target, lineage, items, ({ from, to }) => ({ near: from, far: to }), colors);
  const [head, ...facts] = factsOf(target, colors);
  return [
    head,
    ...facts.map((line) => `  ${line}`),
    ...titled('Made from', up, colors),
    ...titled('Used for', down, colors),
    ...(lineage.isCut ? [colors.yellow('There is more than is shown')] : []),
    '',
  ].join('\n');
}

function titled(title: string, below: readonly Branch[], { bold }: Colors): string[] {
  return below.length === 0 ? [] : ['', bold(title), ...treeLines(below)];
}

/** Each item has its own branches once; further on it is only named. */
function branches(
  start: LineageItem,
  { links }: Lineage,
  items: ReadonlyMap<string, LineageItem>,
  ends: (link: LineageLink) => { near: string; far: string; as?: string },
  colors: Colors,
): Branch[] {
  const seen = new Set<string>([start.id]);
  return below(start.id);

  function below(id: string): Branch[] {
    return links.flatMap((link) => {
      const { near, far, as } = ends(link);
      const item = near === id ? items.get(far) : undefined;
      if (item === undefined) return [];
      const isKnown = seen.has(far);
      seen.add(far);
      const lines = factsOf(item, colors, as);
      return [{ lines: isKnown ? lines.slice(0, 1) : lines, below: isKnown ? [] : below(far) }];
    });
  }
}

function factsOf(
  { kind, path, name = path, sha256, bytes, records, madeBy }: LineageItem,
  colors: Colors,
  as: string = kind,
): string[] {
  const { bold, dim } = colors;
  const amounts = [
    shortDigest(sha256),
    records === undefined ? '' : countOf(records, 'record'),
    bytes === undefined ? '' : size(bytes),
  ].filter((text) => text !== '');
  return [
    `${dim(as)} ${bold(name)}  ${dim(amounts.join(', '))}`,
    ...(madeBy === undefined ? [] : makerLines(madeBy, colors)),
  ];
}

function makerLines(maker: Maker, { dim }: Colors): string[] {
  const { run, node, flow, source, startedAt, name, parameters, status } = maker;
  const called = name === undefined ? '' : ` (${name})`;
  const rest = [valuesText(parameters), maker.git && `commit ${gitText(maker)}`].filter(Boolean).join('; ');
  const ended = status === 'succeeded' ? '' : `, which was ${status}`;
  const first = `made by ${node} of ${flow} in ${source}, run ${shortId(run)}${called} of ${timeText(startedAt)}${ended}`;
  return [dim(first), ...(rest === '' ? [] : [dim(`with ${rest}`)])];
}
