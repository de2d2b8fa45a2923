/** The tokens of a part of a text, in its order, leaf by leaf of the tree. */
import * as ast from '@millrace/grammar/syntax';
import { type CstNode, GrammarAST, isCompositeCstNode, isLeafCstNode, type LeafCstNode } from 'langium';
import { SemanticTokenTypes } from 'vscode-languageserver';
import { colourOfName } from './colour-of-name.ts';
import { featureOf } from './feature-of.ts';
import { queryTokens } from './query-tokens.ts';
import type { Token, TokenType } from './token.ts';

/** Those that touch the range, in order. */
export function leavesIn(root: CstNode, from: number, to: number): LeafCstNode[] {
  const leaves: LeafCstNode[] = [];
  // Where a composite node ends is found by looking at all that it ends with.
  const isWhole = from <= root.offset && to >= root.end;
  const visit = (node: CstNode) => {
    if (!isWhole && (node.offset > to || node.end < from)) return;
    if (isCompositeCstNode(node)) node.content.forEach(visit);
    else if (isLeafCstNode(node)) leaves.push(node);
  };
  visit(root);
  return leaves;
}

/** With `isWhole` also what an editor's own highlighting usually knows: keywords, texts, numbers and comments. */
export function tokensAt(leaf: LeafCstNode, isWhole: boolean): Token[] {
  const { offset: from, end: to, astNode } = leaf;
  if (leaf.hidden) return isWhole && leaf.text.startsWith('/') ? [{ type: SemanticTokenTypes.comment, from, to }] : [];
  const feature = featureOf(leaf);
  if (ast.isSqlNode(astNode) && feature === 'query')
    return inQuotes(queryTokens(astNode, leaf.text, from), leaf, isWhole);
  const colour = feature === undefined ? undefined : colourOfName(astNode, feature, leaf.text.replaceAll('`', ''));
  if (colour !== undefined) return [{ ...colour, from, to }];
  const type = isWhole ? plainType(leaf) : undefined;
  return type === undefined ? [] : [{ type, from, to }];
}

function inQuotes(tokens: Token[], { offset, end }: LeafCstNode, isWhole: boolean): Token[] {
  if (!isWhole || end - offset < 6) return tokens;
  const type = SemanticTokenTypes.string;
  return [{ type, from: offset, to: offset + 3 }, ...tokens, { type, from: end - 3, to: end }];
}

function plainType({ text, grammarSource }: LeafCstNode): TokenType | undefined {
  if (/^["]/.test(text)) return SemanticTokenTypes.string;
  if (/^\d/.test(text)) return SemanticTokenTypes.number;
  if (!GrammarAST.isKeyword(grammarSource)) return undefined;
  if (/^\w/.test(text)) return SemanticTokenTypes.keyword;
  return /^[-+*/%<>=!?]/.test(text) ? SemanticTokenTypes.operator : undefined;
}
