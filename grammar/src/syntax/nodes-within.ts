/**
 * A node with all that it holds, in the order of the text. Of each statement and declaration they are looked for once: trees do not
 * change, and a text that is read again keeps those of its statements that stayed as they were.
 */
import { type AstNode, isAstNode } from 'langium';

const known = new WeakMap<AstNode, readonly AstNode[]>();

export function nodesWithin(node: AstNode): readonly AstNode[] {
  const found = known.get(node);
  if (found !== undefined) return found;
  const nodes: AstNode[] = [];
  collect(node, nodes);
  if (isKept(node)) known.set(node, nodes);
  return nodes;
}

function collect(node: AstNode, nodes: AstNode[]): void {
  nodes.push(node);
  for (const [property, value] of Object.entries(node)) {
    if (property.startsWith('$') || typeof value !== 'object') continue;
    for (const part of Array.isArray(value) ? value : [value]) {
      if (!isAstNode(part)) continue;
      if (isKept(part)) for (const one of nodesWithin(part)) nodes.push(one);
      else collect(part, nodes);
    }
  }
}

function isKept({ $containerProperty }: AstNode): boolean {
  return $containerProperty === 'statements' || $containerProperty === 'declarations';
}
