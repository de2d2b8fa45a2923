import type * as ast from '../../generated/ast.ts';
import type { NodeContext, NodeFacts } from '../node-context.ts';
import { analyzeAggregate } from './aggregate.ts';
import { analyzeFilter } from './filter.ts';
import { analyzeInfer } from './infer.ts';
import { analyzeJoin } from './join.ts';
import { analyzeRead } from './read.ts';
import { analyzeReview } from './review.ts';
import { analyzeRoute } from './route.ts';
import { analyzeSelect } from './select.ts';
import { analyzeSql } from './sql.ts';
import { analyzeTask } from './task.ts';
import { analyzeUnion } from './union.ts';
import { analyzeUse } from './use.ts';
import { analyzeWrite } from './write.ts';

/** What each kind of node does to records. */
export function analyzeNode(node: ast.Node, context: NodeContext): NodeFacts {
  switch (node.$type) {
    case 'ReadNode':
      return analyzeRead(node, context);
    case 'SelectNode':
      return analyzeSelect(node, context);
    case 'FilterNode':
      return analyzeFilter(node, context);
    case 'RouteNode':
      return analyzeRoute(node, context);
    case 'InferNode':
      return analyzeInfer(node, context);
    case 'TaskNode':
      return analyzeTask(node, context);
    case 'JoinNode':
      return analyzeJoin(node, context);
    case 'UnionNode':
      return analyzeUnion(node, context);
    case 'AggregateNode':
      return analyzeAggregate(node, context);
    case 'SqlNode':
      return analyzeSql(node, context);
    case 'ReviewNode':
      return analyzeReview(node, context);
    case 'WriteNode':
      return analyzeWrite(node, context);
    case 'UseNode':
      return analyzeUse(node, context);
  }
}
