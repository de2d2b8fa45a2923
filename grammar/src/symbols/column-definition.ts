/** Where a column comes to be: the field that declares it, the item, mapping or query that makes it; of a union all of them. */

import type { Place } from '../diagnostics/diagnostic.ts';
import { fieldNamed } from '../types/field-named.ts';
import { type ColumnSymbol, columnKey } from './column.ts';
import type { Mention } from './mention.ts';
import { columnsAbove } from './neighbours.ts';
import { mentionsIn } from './statement-mentions.ts';

export function definitionsOf(column: ColumnSymbol): Pick<Mention, 'place' | 'inQuery'>[] {
  const found: Pick<Mention, 'place' | 'inQuery'>[] = [];
  const seen = new Set<string>();
  const waiting = [column];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const key = columnKey(next);
    if (seen.has(key)) continue;
    seen.add(key);
    const here = madeAt(next, key);
    const above = here.length > 0 || next.is === 'declared' ? [] : columnsAbove(next);
    if (here.length > 0) found.push(...here);
    else if (above.length > 0) waiting.push(...above);
    else found.push(...nodeOf(next));
  }
  return found;
}

function madeAt(column: ColumnSymbol, key: string): Pick<Mention, 'place' | 'inQuery'>[] {
  if (column.is === 'declared') return [{ place: { node: column.field, property: 'name' } }];
  const node = column.flow.nodes.get(column.stream);
  const mentions = node === undefined || column.port !== 'out' ? [] : mentionsIn(column.flow, node);
  return mentions.filter((mention) => mention.isDeclaration && columnKey(mention.column) === key);
}

/** What makes it without naming it: a model's output, the start of a window. Bad records are made by no one node. */
function nodeOf(column: ColumnSymbol): { place: Place }[] {
  if (column.is === 'declared' || column.port.endsWith('errors')) return [];
  const node = column.flow.nodes.get(column.stream);
  const isThere = fieldNamed(node?.output, column.path[0]) !== undefined;
  return node !== undefined && isThere ? [{ place: { node: node.node, property: 'name' } }] : [];
}
