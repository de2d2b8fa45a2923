import type { Node } from '../generated/ast.ts';
import type { NodeKindName } from './flow-analysis.ts';

const kinds = {
  ReadNode: 'read',
  SelectNode: 'select',
  FilterNode: 'filter',
  InferNode: 'infer',
  TaskNode: 'task',
  WriteNode: 'write',
} as const satisfies Record<Node['$type'], NodeKindName>;

/** The keyword a node starts with. */
export function kindOf(node: Node): NodeKindName {
  return kinds[node.$type];
}
