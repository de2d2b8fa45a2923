/**
 * The nodes of a tree that are of one type, in the order of the text. Each statement and declaration sorts its own once: trees do not
 * change, and a text that is read again keeps those of its statements that stayed as they were. What holds statements says everything
 * else before them.
 */
import { type AstNode, isAstNode } from 'langium';
import type { MillraceAstType } from '../generated/ast.ts';

export type NodeTypeName = keyof MillraceAstType;

interface Sorted {
  /** The node and what it holds, without the statements and declarations in it. */
  byType: ReadonlyMap<string, readonly AstNode[]>;
  parts: readonly AstNode[];
}

const known = new WeakMap<AstNode, Sorted>();

/** With the node itself. */
export function nodesOfType<T extends NodeTypeName>(node: AstNode, type: T): MillraceAstType[T][] {
  const found: AstNode[] = [];
  gather(node, type, found);
  return found as MillraceAstType[T][];
}

function gather(node: AstNode, type: string, found: AstNode[]): void {
  const { byType, parts } = sortedOf(node);
  for (const one of byType.get(type) ?? []) found.push(one);
  for (const part of parts) gather(part, type, found);
}

function sortedOf(node: AstNode): Sorted {
  const sorted = known.get(node) ?? sort(node);
  known.set(node, sorted);
  return sorted;
}

function sort(node: AstNode): Sorted {
  const byType = new Map<string, AstNode[]>();
  const parts: AstNode[] = [];
  collect(node, byType, parts);
  return { byType, parts };
}

function collect(node: AstNode, byType: Map<string, AstNode[]>, parts: AstNode[]): void {
  const same = byType.get(node.$type);
  if (same === undefined) byType.set(node.$type, [node]);
  else same.push(node);
  for (const [property, value] of Object.entries(node)) {
    if (property.startsWith('$') || typeof value !== 'object') continue;
    for (const one of Array.isArray(value) ? value : [value]) {
      if (!isAstNode(one)) continue;
      if (property === 'statements' || property === 'declarations') parts.push(one);
      else collect(one, byType, parts);
    }
  }
}
