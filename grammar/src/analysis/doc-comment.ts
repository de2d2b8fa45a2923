import { type AstNode, CstUtils } from 'langium';

/** The text of the documentation comment directly before a declaration, field or node; undefined where there is none. */
export function docComment(node: AstNode): string | undefined {
  const comment = CstUtils.findCommentNode(node.$cstNode, ['BLOCK_COMMENT'])?.text;
  if (comment === undefined || !comment.startsWith('/**') || comment === '/**/') return undefined;
  const lines = comment.slice(3, -2).split(/\r?\n/);
  const text = lines
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
  return text === '' ? undefined : text;
}
