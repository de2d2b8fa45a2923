/** The symbol that the cursor is at, and where in the texts of the project it is named. */
import {
  mentionsOfSymbol,
  type NamedSymbol,
  offsetInBlock,
  offsetInValue,
  ProjectTexts,
  rangeOf,
  type SymbolMention,
  symbolAt,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, DocumentState, GrammarUtils, type LangiumDocument, type LangiumDocuments } from 'langium';
import type { Location, Range } from 'vscode-languageserver';
import { type WordInTree, wordInTree } from '../cursor/leaf-at.ts';

export interface SymbolAtWord {
  symbol: NamedSymbol;
  /** The words that name it. */
  range: Range;
}

export function symbolAtOffset(document: LangiumDocument, offset: number): SymbolAtWord | undefined {
  const word = wordInTree(document, offset);
  const { node, property } = word ?? {};
  if (word === undefined || node === undefined) return undefined;
  const inQuery = ast.isSqlNode(node) && property === 'query' ? offsetInQuery(word, offset) : undefined;
  const symbol = symbolAt({ node, property, offset: word.leaf.offset, end: word.leaf.end }, inQuery);
  if (symbol === undefined) return undefined;
  const range = inQuery === undefined ? word.range : rangeInQuery(document, word, inQuery);
  return range && { symbol, range };
}

function offsetInQuery({ leaf }: WordInTree, offset: number): number | undefined {
  return offsetInValue(leaf.text, offset - leaf.offset);
}

/** The name around an offset of a query. */
function rangeInQuery({ textDocument }: LangiumDocument, { leaf, node }: WordInTree, offset: number) {
  const query = (node as ast.SqlNode).query ?? '';
  const [before = ''] = /"?[\p{L}\p{N}_$]*$/u.exec(query.slice(0, offset)) ?? [];
  const [after = ''] = /^[\p{L}\p{N}_$]*"?/u.exec(query.slice(offset)) ?? [];
  const at = (place: number) => textDocument.positionAt(leaf.offset + offsetInBlock(leaf.text, place));
  return { start: at(offset - before.length), end: at(offset + after.length) };
}

/** The files that are linked; of those that are not yet nothing is known. */
export function projectTexts(documents: LangiumDocuments): ProjectTexts {
  return new ProjectTexts(documents.all.filter(({ state }) => state >= DocumentState.Linked).toArray());
}

/** File by file, in the order of their texts. */
export function locationsOf(symbol: NamedSymbol, project: ProjectTexts): (Location & { isDeclaration: boolean })[] {
  const locations = mentionsOfSymbol(symbol, project).map((mention) => ({
    uri: AstUtils.getDocument(mention.place.node).textDocument.uri,
    range: rangeOfMention(mention),
    isDeclaration: mention.isDeclaration,
  }));
  return locations.sort((a, b) => (a.uri === b.uri ? inOrder(a.range, b.range) : a.uri < b.uri ? -1 : 1));
}

export function inOrder({ start: a }: Range, { start: b }: Range): number {
  return a.line - b.line || a.character - b.character;
}

export function rangeOfMention({ place, inQuery }: Pick<SymbolMention, 'place' | 'inQuery'>): Range {
  const literal = inQuery && GrammarUtils.findNodeForProperty(place.node.$cstNode, 'query');
  if (inQuery === undefined || literal === undefined) return rangeOf(place);
  const { textDocument } = AstUtils.getDocument(place.node);
  const at = (offset: number) => textDocument.positionAt(literal.offset + offset);
  return {
    start: at(offsetInBlock(literal.text, inQuery.offset)),
    end: at(offsetInBlock(literal.text, inQuery.end - 1) + 1),
  };
}
