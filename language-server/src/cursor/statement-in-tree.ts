/**
 * The statement around an offset as the tree has it: of a text without mistakes in its syntax, which needs no lexer for it. Behind a
 * key that leaves the text sound, one statement is all that completion reads again.
 */
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, CstUtils, type LangiumDocument, type LeafCstNode, type RootCstNode } from 'langium';
import type { StatementAt } from './statement-at.ts';

export interface StatementInTree {
  statement: StatementAt;
  /** Whether the offset is inside of a comment between its words. */
  isInComment: boolean;
}

/** undefined outside of nodes, and where only tokens can tell. */
export function statementInTree(
  document: LangiumDocument<ast.FlowFile>,
  start: number,
  offset: number,
): StatementInTree | undefined {
  const root = soundRoot(document);
  const leaf = root && CstUtils.findLeafNodeBeforeOffset(root, start - 1);
  const node = leaf && AstUtils.getContainerOfType(leaf.astNode, ast.isNode);
  const place = node?.$cstNode;
  if (root === undefined || place === undefined || start <= place.offset || offset >= place.end) return undefined;
  const flow = AstUtils.getContainerOfType(node, ast.isFlow)?.name;
  const here = CstUtils.findLeafNodeBeforeOffset(root, offset - 1);
  return { statement: { start: place.offset, flow, isNode: true }, isInComment: isCommentAround(here, offset) };
}

/** The tree of the text as it is now; undefined where it has mistakes. */
export function soundRoot({ parseResult, textDocument }: LangiumDocument): RootCstNode | undefined {
  const root = parseResult.value.$cstNode?.root;
  const isSound = parseResult.lexerErrors.length + parseResult.parserErrors.length === 0;
  return isSound && root?.fullText === textDocument.getText() ? root : undefined;
}

function isCommentAround(leaf: LeafCstNode | undefined, offset: number): boolean {
  return leaf?.hidden === true && leaf.text.startsWith('/*') && leaf.offset < offset && offset < leaf.end;
}
