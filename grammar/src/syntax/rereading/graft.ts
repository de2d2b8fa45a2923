/** A part of a tree is new: so is all around it, since others remember what they know of a node. */
import { type AstNode, AstUtils } from 'langium';

/** The root with `fresh` in the place of the old node. */
export function graft(old: AstNode, fresh: AstNode): AstNode {
  const { $container: around, $containerProperty: property = '', $containerIndex: index = 0 } = old;
  if (around === undefined) return fresh;
  const siblings = (around as unknown as Record<string, AstNode[]>)[property] ?? [];
  return graft(around, copyWith(around, property, siblings.with(index, fresh)));
}

/** The node with other parts, for the same place. */
export function copyWith<N extends AstNode>(node: N, property: string, parts: AstNode[]): N {
  const copy = { ...node, [property]: parts };
  if (copy.$cstNode !== undefined) (copy.$cstNode as { astNode: AstNode }).astNode = copy;
  AstUtils.linkContentToContainer(copy);
  return copy;
}
