/**
 * Where the header of a node ends: behind its last word on the line of the brace, or of the quotes, that open its block; behind
 * the whole node where it has no block or stands on one line.
 */
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, type CstNode, GrammarUtils } from 'langium';

/** undefined of a node that is no text. */
export function headerEnd(node: ast.Node): number | undefined {
  const cst = node.$cstNode;
  if (cst === undefined) return undefined;
  const opening = openingOf(node, cst);
  const text = AstUtils.getDocument(node).textDocument.getText();
  const line = opening === undefined ? cst.end : lineEnd(text, opening);
  if (opening === undefined || cst.end <= line) return cst.end;
  const rest = text.slice(opening, line);
  const isBare = /^\s*(\/\/|\/\*|$)/.test(rest);
  return isBare ? opening : opening + rest.trimEnd().length;
}

/** The offset behind the brace or the quotes. */
function openingOf(node: ast.Node, cst: CstNode): number | undefined {
  if (ast.isSqlNode(node)) {
    const query = GrammarUtils.findNodeForProperty(cst, 'query');
    return query && query.offset + 3;
  }
  const own = GrammarUtils.findNodeForKeyword(cst, '{');
  if (own !== undefined) return own.end;
  const block = 'properties' in node && !Array.isArray(node.properties) ? node.properties?.$cstNode : undefined;
  return block && block.offset + 1;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
