/** What holds statements, or declarations: they stand in its tree of words one behind the other. */
import type { AstNode, CompositeCstNode, CstNode } from 'langium';
import * as ast from '../../generated/ast.ts';

export type Body = ast.FlowFile | ast.Flow | ast.Group;

export function itemsOf(body: Body): (ast.Declaration | ast.Statement)[] {
  return ast.isFlowFile(body) ? body.declarations : body.statements;
}

/** undefined where it is missing, as in a file. */
export function openerOf(body: Body): CstNode | undefined {
  return ast.isFlowFile(body) ? undefined : contentOf(body).find((one) => isBrace(one, '{'));
}

/** undefined where it is missing, as in a file. */
export function closerOf(body: Body): CstNode | undefined {
  const last = ast.isFlowFile(body) ? undefined : contentOf(body).at(-1);
  return last && isCloser(last) ? last : undefined;
}

export function isCloser(node: CstNode): boolean {
  return isBrace(node, '}');
}

function isBrace(node: CstNode, brace: string): boolean {
  return !('content' in node) && !node.hidden && node.text === brace;
}

function contentOf({ $cstNode }: Body): readonly CstNode[] {
  return ($cstNode as CompositeCstNode | undefined)?.content ?? [];
}

export function groupsAround(statement: AstNode): number {
  return ast.isGroup(statement.$container) ? 1 + groupsAround(statement.$container) : 0;
}
