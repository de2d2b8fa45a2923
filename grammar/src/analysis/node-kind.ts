import type { Node } from '../generated/ast.ts';
import type { NodeKindName } from './flow-analysis.ts';

const kinds = {
  ReadNode: 'read',
  SelectNode: 'select',
  FilterNode: 'filter',
  RouteNode: 'route',
  InferNode: 'infer',
  TaskNode: 'task',
  JoinNode: 'join',
  UnionNode: 'union',
  AggregateNode: 'aggregate',
  SqlNode: 'sql',
  ReviewNode: 'review',
  WriteNode: 'write',
  UseNode: 'use',
} as const satisfies Record<Node['$type'], NodeKindName>;

/** The keyword a node starts with. */
export function kindOf(node: Node): NodeKindName {
  return kinds[node.$type];
}
