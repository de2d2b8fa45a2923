import type { AstNode } from 'langium';
import type { FlowFile } from '../generated/ast.ts';
import { nodesWithin } from '../syntax/nodes-within.ts';
import type { CheckContext, NodeTypeName } from './check.ts';

const none: readonly AstNode[] = [];

/** Sorts the tree when the first check asks, and never again. */
export function nodesByType(file: FlowFile): CheckContext['all'] {
  let byType: Map<string, AstNode[]> | undefined;
  return (type: NodeTypeName) => {
    byType ??= collect(file);
    return (byType.get(type) ?? none) as readonly never[];
  };
}

function collect(file: FlowFile): Map<string, AstNode[]> {
  const byType = new Map<string, AstNode[]>();
  for (const node of nodesWithin(file)) {
    const same = byType.get(node.$type);
    if (same === undefined) byType.set(node.$type, [node]);
    else same.push(node);
  }
  return byType;
}
