import { emptyAggregate, windowNeedsTime } from '../../diagnostics/graph.ts';
import { wrongPropertyValue } from '../../diagnostics/names.ts';
import { duplicateColumn } from '../../diagnostics/schemas.ts';
import { type AggregateNode, isFieldItem } from '../../generated/ast.ts';
import { describeValue } from '../../properties/describe-value.ts';
import { withUnclear } from '../../types/may-have.ts';
import { printType } from '../../types/print-type.ts';
import { type RecordType, recordType, scalarType, unknownType } from '../../types/type.ts';
import { aggregateCall } from '../aggregate-call.ts';
import { durationMs } from '../duration.ts';
import type { Aggregation, SelectColumn } from '../flow-analysis.ts';
import type { AnalyzeNode, NodeContext } from '../node-context.ts';
import { fieldColumn, unclearOf } from './select-columns.ts';

const shortestWindow = {
  name: 'every',
  value: { kind: 'duration', minMs: 1 },
  doc: 'The length of a window.',
} as const;

/** Where a window starts. */
const windowColumn = 'windowStart';

/** The start of the window, the keys of the group, then what is computed over its records. */
export const analyzeAggregate: AnalyzeNode<AggregateNode> = (node, context) => {
  const input = context.recordOf(node.input);
  const window = windowOf(node, input, context);
  const keys = node.keys.filter(({ name }) => name).map((item) => fieldColumn(item, input, context));
  const items = node.items.filter(({ name }) => name).map((item) => computedColumn(item, input, context));
  if (keys.length + items.length === 0) context.accept(emptyAggregate({ node, property: 'name' }, node.name));
  const columns = withoutDuplicates([...startColumn(node, window), ...keys, ...items], context);
  const aggregation = { keys: keys.map(({ field }) => field.name), ...(window && { window }) };
  const facts = { input, scope: input, columns, aggregation };
  if (input === undefined) return facts;
  const output = recordType(columns.map(({ field }) => field));
  return { ...facts, output: withUnclear(output, ...keys.map((key) => unclearKey(key, input))) };
};

function unclearKey(key: SelectColumn, input: RecordType): RecordType['unclear'] {
  return isFieldItem(key.item) ? unclearOf(key.item, [key], input) : undefined;
}

function windowOf(
  node: AggregateNode,
  input: RecordType | undefined,
  { type, accept }: NodeContext,
): Aggregation['window'] {
  if (node.window === undefined) return undefined;
  const time = type(node.time, input);
  if (time !== undefined && !(time.type.kind === 'scalar' && time.type.name === 'timestamp' && !time.type.nullable)) {
    accept(windowNeedsTime({ node, property: 'time' }, printType(time.type)));
  }
  const ms = durationMs(node.window.text);
  if (ms < shortestWindow.value.minMs)
    accept(
      wrongPropertyValue(
        { node, property: 'window' },
        shortestWindow,
        describeValue(shortestWindow.value),
        node.window.text,
      ),
    );
  return { ms, time, column: windowColumn };
}

function startColumn(node: AggregateNode, window: Aggregation['window']): SelectColumn[] {
  if (window === undefined) return [];
  const field = { name: window.column, type: scalarType('timestamp'), doc: 'When the window starts.' };
  return [{ field, expression: window.time, item: node }];
}

function computedColumn(
  item: AggregateNode['items'][number],
  input: RecordType | undefined,
  context: NodeContext,
): SelectColumn {
  const expression = aggregateCall(item, input, context);
  return { field: { name: item.name, type: expression?.type ?? unknownType }, expression, item };
}

function withoutDuplicates(columns: SelectColumn[], { accept }: NodeContext): SelectColumn[] {
  const byName = new Map<string, SelectColumn>();
  for (const column of columns) {
    const { name } = column.field;
    const first = byName.get(name);
    if (first === undefined) byName.set(name, column);
    else if (column.expression && first.expression)
      accept(duplicateColumn({ node: column.item }, name, { node: first.item }, 'give one of them another name'));
  }
  return [...byName.values()];
}
