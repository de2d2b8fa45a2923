import type { SelectColumn } from '../../analysis/flow-analysis.ts';
import type { AggregateNode } from '../../generated/ast.ts';
import type { AggregateStage } from '../plan.ts';
import type { PlanNode } from '../stage-context.ts';

export const planAggregate: PlanNode<AggregateNode> = ({ columns = [], aggregation, output }) => {
  if (output === undefined || aggregation === undefined) return undefined;
  const { keys, window } = aggregation;
  const computed = columns.filter(({ field }) => field.name !== window?.column);
  const planned = computed.flatMap(plannedColumn);
  if (planned.length < computed.length || (window && !window.time)) return undefined;
  const stage: Omit<AggregateStage, keyof CommonOfStages> = {
    kind: 'aggregate',
    keys: planned.filter(({ name }) => keys.includes(name)),
    items: planned
      .filter(({ name }) => !keys.includes(name))
      .flatMap(({ name, expression }) =>
        expression.op === 'call' ? [{ name, function: expression.function, arguments: expression.arguments }] : [],
      ),
    ...(window?.time && { window: { ms: window.ms, time: window.time, column: window.column } }),
  };
  return { stage, digests: {} };
};

type CommonOfStages = Omit<AggregateStage, 'kind' | 'keys' | 'items' | 'window'>;

function plannedColumn({ field, expression }: SelectColumn) {
  return expression === undefined ? [] : [{ name: field.name, expression }];
}
