import { duplicateColumn, emptySelect } from '../../diagnostics/schemas.ts';
import { isAllItem, isFieldItem, type SelectNode } from '../../generated/ast.ts';
import { withUnclear } from '../../types/may-have.ts';
import { printType } from '../../types/print-type.ts';
import { type RecordType, recordType, unknownType } from '../../types/type.ts';
import { isMeantToBeLeftOut } from '../column-lists.ts';
import type { SelectColumn } from '../flow-analysis.ts';
import type { AnalyzeNode, NodeContext } from '../node-context.ts';
import { type MeantItem, meantItems } from './misread-spread.ts';
import { selectColumns, unclearOf } from './select-columns.ts';

/**
 * Only the columns that are named go on, in the order of the items. An item that is wrong leaves unclear what it would have brought;
 * of records that are not known nothing is.
 */
export const analyzeSelect: AnalyzeNode<SelectNode> = (node, context) => {
  const input = context.recordOf(node.input);
  if (node.items.length === 0) context.accept(emptySelect({ node, property: 'name' }, node.name));
  const items = meantItems(node.items, context.accept);
  const perItem = items.map(({ item, prefix }) => selectColumns(item, input, context, prefix));
  const known = perItem.filter((columns) => columns !== undefined).flat();
  const columns = withoutDuplicates(known, input, context);
  if (input === undefined && perItem.includes(undefined)) return { input, scope: input, columns };
  const output = recordType(columns.map(({ field }) => field));
  return { input, scope: input, columns, output: withUnclear(output, ...unclearItems(items, perItem, input)) };
};

function unclearItems(
  items: MeantItem[],
  perItem: (SelectColumn[] | undefined)[],
  input: RecordType | undefined,
): RecordType['unclear'][] {
  if (items.length === 0) return ['any'];
  return input === undefined ? [] : items.map(({ item }, index) => unclearOf(item, perItem[index], input));
}

function withoutDuplicates(
  columns: SelectColumn[],
  input: RecordType | undefined,
  { accept }: NodeContext,
): SelectColumn[] {
  const byName = new Map<string, SelectColumn>();
  for (const column of columns) {
    const first = byName.get(column.field.name);
    if (first === undefined) byName.set(column.field.name, column);
    else {
      byName.set(column.field.name, eitherOf(first, column));
      if (isMeantOnce(column, first, input)) continue;
      accept(duplicateColumn({ node: column.item }, column.field.name, { node: first.item }, advice(column, first)));
    }
  }
  return [...byName.values()];
}

/** Which of the two is meant is not known, nor what it is computed of. */
function eitherOf(first: SelectColumn, second: SelectColumn): SelectColumn {
  const { name, type } = first.field;
  const isSame = printType(type) === printType(second.field.type);
  return { ...first, field: { name, type: isSame ? type : unknownType }, expression: undefined };
}

/** A name that stands alone and means nothing is said already. */
function isMeantOnce(column: SelectColumn, first: SelectColumn, input: RecordType | undefined): boolean {
  const { field, item } = column;
  if ([column, first].some((one) => isFieldItem(one.item) && !one.item.value && !one.expression)) return true;
  const all = [item, first.item].filter(isAllItem);
  return input !== undefined && all.some((one) => isMeantToBeLeftOut(field.name, one, input));
}

function advice(column: SelectColumn, first: SelectColumn): string {
  const { name } = column.field;
  const isSpread = isAllItem(column.item) || isAllItem(first.item);
  return isSpread ? `leave one out with * except (${name})` : 'give one of them another name';
}
