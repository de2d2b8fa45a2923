import type { NodeAnalysis } from '../../analysis/flow-analysis.ts';
import type { PlannedStage, StageContext } from '../stage-context.ts';
import { planAggregate } from './aggregate.ts';
import { planFilter } from './filter.ts';
import { planInfer } from './infer.ts';
import { planJoin } from './join.ts';
import { planRead } from './read.ts';
import { planReview } from './review.ts';
import { planRoute } from './route.ts';
import { planSelect } from './select.ts';
import { planSql } from './sql.ts';
import { planTask } from './task.ts';
import { planUnion } from './union.ts';
import { planWrite } from './write.ts';

/** What only its kind knows about a node's stage; undefined where the analysis does not know enough. */
export function planNode(analysis: NodeAnalysis, context: StageContext): PlannedStage | undefined {
  const { node } = analysis;
  switch (node.$type) {
    case 'ReadNode':
      return planRead(analysis, node, context);
    case 'SelectNode':
      return planSelect(analysis, node, context);
    case 'FilterNode':
      return planFilter(analysis, node, context);
    case 'RouteNode':
      return planRoute(analysis, node, context);
    case 'InferNode':
      return planInfer(analysis, node, context);
    case 'TaskNode':
      return planTask(analysis, node, context);
    case 'JoinNode':
      return planJoin(analysis, node, context);
    case 'UnionNode':
      return planUnion(analysis, node, context);
    case 'AggregateNode':
      return planAggregate(analysis, node, context);
    case 'SqlNode':
      return planSql(analysis, node, context);
    case 'ReviewNode':
      return planReview(analysis, node, context);
    case 'WriteNode':
      return planWrite(analysis, node, context);
    case 'UseNode':
      // Expanded before stages are planned.
      return undefined;
  }
}
