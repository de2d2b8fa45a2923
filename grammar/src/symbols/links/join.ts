import type { Join } from '../../analysis/flow-analysis.ts';
import type { TypedExpression } from '../../expressions/expression.ts';
import type { ColumnLinks, Link } from './link.ts';

/** A column of the right that is compared with its namesake comes once: it is one symbol with that of the left. */
export const joinLinks: ColumnLinks = {
  down: ({ join }, input, from) => (join === undefined ? [] : linksDown(join, input, from)),
  up: ({ join }, port, to) => (join === undefined || port !== 'out' ? [] : linksUp(join, to)),
};

function linksDown(join: Join, input: number, [name = '', ...inner]: readonly string[]): Link[] {
  const side = input === 0 ? 'left' : 'right';
  const column = join.columns.find((one) => one.side === side && one.from === name);
  const to = column?.field.name ?? (isMerged(join, name) ? name : undefined);
  return to === undefined ? [] : [{ input, from: [name, ...inner], port: 'out', to: [to, ...inner] }];
}

function linksUp(join: Join, [name = '', ...inner]: readonly string[]): Link[] {
  const column = join.columns.find(({ field }) => field.name === name);
  if (column === undefined) return [];
  const to = [name, ...inner];
  const own: Link = { input: column.side === 'left' ? 0 : 1, from: [column.from, ...inner], port: 'out', to };
  const isBoth = column.side === 'left' && isMerged(join, name);
  return isBoth ? [own, { input: 1, from: to, port: 'out', to }] : [own];
}

function isMerged({ keys, columns }: Join, name: string): boolean {
  const hasOwn = columns.some(({ side, from }) => side === 'right' && from === name);
  return !hasOwn && keys.some(({ left, right }) => isColumn(left, name) && isColumn(right, name));
}

function isColumn(expression: TypedExpression, name: string): boolean {
  return expression.op === 'field' && expression.path.length === 1 && expression.path[0] === name;
}
