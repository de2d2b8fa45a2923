import { type AstNode, CstUtils, GrammarUtils, type LangiumDocument, type LeafCstNode } from 'langium';
import type { Range } from 'vscode-languageserver';

/** The word at an offset of a document: what it belongs to, and its range. */
export interface WordInTree {
  leaf: LeafCstNode;
  node: AstNode;
  /** The property of the node that the word is the value of; undefined for a keyword. */
  property: string | undefined;
  range: Range;
}

/** A cursor directly behind a word is still at it. */
export function wordInTree(document: LangiumDocument, offset: number): WordInTree | undefined {
  const root = document.parseResult.value.$cstNode;
  const leaf = root && CstUtils.findDeclarationNodeAtOffset(root, offset, /[\w`"]/);
  if (leaf === undefined) return undefined;
  return { leaf, node: leaf.astNode, property: GrammarUtils.findAssignment(leaf)?.feature, range: leaf.range };
}
