/** What in a text leads out of it: paths of files that are there, and addresses in comments and texts. */
import type { Ports } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils, GrammarUtils, type LangiumDocument, type LexerResult } from 'langium';
import { fileAt } from '../cursor/file-at.ts';

export interface Link {
  from: number;
  to: number;
  target: string;
}

/** A pattern names no one file. */
const pattern = /[*?{}[\]]/;

/** A file that is not there yet, such as the output of a run, is no place to go to. */
export function fileLinks(document: LangiumDocument, ports: Ports): Link[] {
  const places = AstUtils.streamAst(document.parseResult.value);
  return places
    .flatMap((node): Link[] => {
      const link = fileLink(node, document);
      return link !== undefined && ports.fileExists?.(link.target) !== false ? [link] : [];
    })
    .toArray();
}

function fileLink(node: AstNode, document: LangiumDocument): Link | undefined {
  if (!ast.isImport(node) && !ast.isStringLiteral(node)) return undefined;
  const property = ast.isImport(node) ? 'path' : 'value';
  const leaf = GrammarUtils.findNodeForProperty(node.$cstNode, property);
  const written = ast.isImport(node) ? node.path : node.value;
  if (leaf === undefined || typeof written !== 'string' || pattern.test(written)) return undefined;
  const target = fileAt(document, { node, property });
  return target && { ...withinQuotes(leaf), target: target.toString() };
}

function withinQuotes({ offset, end, text }: { offset: number; end: number; text: string }) {
  const quotes = text.startsWith('"""') ? 3 : 1;
  return { from: offset + quotes, to: end - quotes };
}

/** What ends a sentence, or closes what the address stands in, is no part of it. */
const address = /https?:\/\/[^\s"'`<>\\]*[^\s"'`<>\\.,;:!?)\]}*]/g;

export function addressLinks({ tokens, hidden }: LexerResult): Link[] {
  const texts = [...hidden, ...tokens].filter(({ image }) => /^["/]/.test(image) && image.length > 1);
  return texts.flatMap(({ image, startOffset }) =>
    [...image.matchAll(address)].flatMap(({ 0: found, index }) => {
      const from = startOffset + index;
      return URL.canParse(found) ? [{ from, to: from + found.length, target: found }] : [];
    }),
  );
}
