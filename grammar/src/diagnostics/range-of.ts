import { type AstNode, type CstNode, GrammarUtils } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import type { Place } from './diagnostic.ts';

const start: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The words a place names, zero-based in UTF-16 units as in LSP. What was lost in a damaged text falls back to its parent. */
export function rangeOf(place: Place): Range {
  if (place.range !== undefined) return place.range;
  const { node, property, index } = place;
  const words = property === undefined ? node.$cstNode : propertyNode(place, property, index);
  if (words !== undefined) return words.range;
  return node.$container === undefined ? start : rangeOf({ node: node.$container });
}

function propertyNode({ node }: Place, property: string, index: number | undefined): CstNode | undefined {
  const { $cstNode: cst } = node;
  if (cst === undefined || index === undefined) return GrammarUtils.findNodeForProperty(cst, property) ?? cst;
  const words = elementsOf(node, cst, property);
  return words[Math.min(index, words.length - 1)] ?? cst;
}

/** By the node: its words may be read again, and then it is another one. */
const elements = new WeakMap<AstNode, Map<string, CstNode[]>>();

/** Remembered: a long list may be wrong in each of its elements. */
function elementsOf(node: AstNode, cst: CstNode, property: string): CstNode[] {
  const known = elements.get(node)?.get(property);
  if (known !== undefined) return known;
  const words = GrammarUtils.findNodesForProperty(cst, property);
  elements.set(node, new Map(elements.get(node)).set(property, words));
  return words;
}
