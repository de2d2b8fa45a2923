/** Edits of a document by offsets. What was lost in a damaged text has no place: then there is nothing to edit. */
import { type Place, rangeOf } from '@millrace/grammar';
import { type AstNode, AstUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

export interface Span {
  offset: number;
  end: number;
}

export function textAround(node: AstNode): TextDocument {
  return AstUtils.getDocument(node).textDocument;
}

/** The words a place names. */
export function spanOf(place: Place): Span {
  const text = textAround(place.node);
  const { start, end } = rangeOf(place);
  return { offset: text.offsetAt(start), end: text.offsetAt(end) };
}

export function replace(text: TextDocument, { offset, end }: Span, newText: string): TextEdit {
  return { range: { start: text.positionAt(offset), end: text.positionAt(end) }, newText };
}

export function insert(text: TextDocument, offset: number, newText: string): TextEdit {
  return replace(text, { offset, end: offset }, newText);
}

export function replacePlace(place: Place, newText: string): TextEdit {
  return replace(textAround(place.node), spanOf(place), newText);
}

export function textOf(place: Place): string {
  return textAround(place.node).getText(rangeOf(place));
}

/** The white space that the line of an offset starts with. */
export function indentAt(text: TextDocument, offset: number): string {
  const start = text.offsetAt({ line: text.positionAt(offset).line, character: 0 });
  return /^[ \t]*/.exec(text.getText().slice(start, offset))?.[0] ?? '';
}

/** The line end that the text has. */
export function lineEnd(text: TextDocument): string {
  return text.getText().includes('\r\n') ? '\r\n' : '\n';
}
