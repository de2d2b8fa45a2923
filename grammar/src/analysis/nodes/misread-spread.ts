/**
 * `...shop sa shop_*`: without a right `as` the parser reads a spread, two columns and a `*`. Nobody writes `shop_*` otherwise, so
 * the one wrong word is the mistake, and the columns are those that were meant.
 */
import type { AcceptDiagnostic } from '../../diagnostics/diagnostic.ts';
import { syntaxError } from '../../diagnostics/names.ts';
import * as ast from '../../generated/ast.ts';

export interface MeantItem {
  item: ast.SelectItem;
  /** Of a spread whose `as` is written wrong. */
  prefix?: string;
}

export function meantItems(items: readonly ast.SelectItem[], accept: AcceptDiagnostic): MeantItem[] {
  const meant: MeantItem[] = [];
  for (const item of items) {
    const prefix = meant.at(-1)?.item;
    const start = isPrefixSign(item, prefix) ? spreadBefore(meant) : -1;
    const spread = meant[start]?.item;
    if (!ast.isSpreadItem(spread) || spread.prefix || !areWords(meant.slice(start + 1))) {
      meant.push({ item });
      continue;
    }
    const [wrong] = meant.splice(start + 1);
    if (wrong !== undefined)
      accept(syntaxError({ node: wrong.item }, `Expected "as" after "${spread.record?.$cstNode?.text ?? ''}"`));
    meant[start] = { item: spread, prefix: (prefix as ast.FieldItem).name };
  }
  return meant;
}

/** The `*` of `shop_*`, right behind a name. */
function isPrefixSign(item: ast.SelectItem, before: ast.SelectItem | undefined): boolean {
  if (!ast.isAllItem(item) || item.except.length > 0 || !ast.isFieldItem(before)) return false;
  return before.$cstNode !== undefined && before.$cstNode.end === item.$cstNode?.offset;
}

const wordsMax = 3;

/** Where the last spread stands, if no more than the words of an `as` are behind it. */
function spreadBefore(items: readonly MeantItem[]): number {
  const from = Math.max(0, items.length - wordsMax - 1);
  const found = items.slice(from).findLastIndex((one) => ast.isSpreadItem(one.item));
  return found < 0 ? found : from + found;
}

function areWords(items: readonly MeantItem[]): boolean {
  return items.every(({ item }) => ast.isFieldItem(item) && item.value === undefined);
}
