import { duplicateColumn, emptySelect } from '../../diagnostics/schemas.ts';
import { isAllItem, type SelectNode } from '../../generated/ast.ts';
import { recordType } from '../../types/type.ts';
import type { SelectColumn } from '../flow-analysis.ts';
import type { AnalyzeNode, NodeContext } from '../node-context.ts';
import { selectColumns } from './select-columns.ts';

/** Only the columns that are named go on, in the order of the items. One unknown item makes the whole output unknown. */
export const analyzeSelect: AnalyzeNode<SelectNode> = (node, context) => {
  const input = context.recordOf(node.input);
  if (node.items.length === 0) context.accept(emptySelect({ node, property: 'name' }, node.name));
  const perItem = node.items.map((item) => selectColumns(item, input, context));
  const known = perItem.filter((columns) => columns !== undefined).flat();
  const columns = withoutDuplicates(known, context);
  if (perItem.includes(undefined)) return { input, scope: input, columns };
  return { input, scope: input, columns, output: recordType(columns.map(({ field }) => field)) };
};

function withoutDuplicates(columns: SelectColumn[], { accept }: NodeContext): SelectColumn[] {
  const byName = new Map<string, SelectColumn>();
  for (const column of columns) {
    const first = byName.get(column.field.name);
    if (first === undefined) byName.set(column.field.name, column);
    else accept(duplicateColumn({ node: column.item }, column.field.name, { node: first.item }, advice(column, first)));
  }
  return [...byName.values()];
}

function advice(column: SelectColumn, first: SelectColumn): string {
  const { name } = column.field;
  const isSpread = isAllItem(column.item) || isAllItem(first.item);
  return isSpread ? `leave one out with * except (${name})` : 'give one of them another name';
}
