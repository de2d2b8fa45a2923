/**
 * Whether an edit makes a damaged text better, found out by parsing it again. The statement alone tells mostly, and costs next to
 * nothing; where no edit makes it better, the mistake is in what surrounds it, and the whole text is parsed.
 */
import { statementWords } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FlowLanguageServices } from '../services.ts';
import type { Span } from './editing/spans.ts';

export interface Tried<T> {
  mend: T;
  /** What is left wrong was wrong before. */
  isClean: boolean;
}

/** Of these edits the ones that help, the best first. `at`: an offset of the mistake. */
export function helpful<T extends { edit: TextEdit }>(
  tried: readonly T[],
  { textDocument }: LangiumDocument,
  at: number,
  services: FlowLanguageServices,
): Tried<T>[] {
  const text = textDocument.getText();
  for (const span of [statementAround(text, at), { offset: 0, end: text.length }]) {
    const before = mistakesIn(cut(text, span), services);
    const results = tried.map((mend) => ({ mend, left: leftAfter(mend.edit, textDocument, span, services) }));
    const good = results.filter(
      ({ left, mend }) => left.length < before.length && isGone(left, mend.edit, textDocument, span),
    );
    if (good.length === 0) continue;
    return good
      .map(({ mend, left }) => ({ mend, left, isClean: isKnown(left, before, mend.edit, textDocument) }))
      .toSorted((a, b) => Number(b.isClean) - Number(a.isClean) || a.left.length - b.left.length);
  }
  return [];
}

/** Offsets in the part, of what is wrong with the edit made. */
function leftAfter(edit: TextEdit, document: TextDocument, { offset, end }: Span, services: FlowLanguageServices) {
  const after = TextDocument.applyEdits(document, [edit]);
  return mistakesIn(cut(after, { offset, end: end + after.length - document.getText().length }), services);
}

/** Nothing is wrong any more where the edit is, or before. */
function isGone(left: readonly number[], edit: TextEdit, document: TextDocument, { offset }: Span): boolean {
  const place = document.offsetAt(edit.range.start) + edit.newText.length - offset;
  const edited = place + headLength(document.getText().slice(offset));
  return left.every((at) => at > edited);
}

function isKnown(left: readonly number[], before: readonly number[], edit: TextEdit, document: TextDocument): boolean {
  const longer = edit.newText.length - (document.offsetAt(edit.range.end) - document.offsetAt(edit.range.start));
  return left.every((at) => before.includes(at - longer));
}

const opening = new RegExp(`^[ \\t]*(?:${[...statementWords].join('|')})\\b`, 'gm');

/** From the line that opens it to the one that opens the next. */
function statementAround(text: string, at: number): Span {
  const line = text.indexOf('\n', at);
  const behind = line < 0 ? text.length : line + 1;
  let offset = 0;
  opening.lastIndex = 0;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    if (found.index >= behind) return { offset, end: found.index };
    offset = found.index;
  }
  return { offset, end: text.length };
}

const head = 'flow F {\n';

/** A node stands in a flow. */
function cut(text: string, { offset, end }: Span): string {
  const part = text.slice(offset, end);
  return headLength(part) > 0 ? `${head}${part}\n}` : part;
}

function headLength(part: string): number {
  return /^[ \t]/.test(part) ? head.length : 0;
}

/** Where the parser stumbles; at the end of the text for what is missing there. */
function mistakesIn(text: string, { parser }: FlowLanguageServices): number[] {
  const { lexerErrors, parserErrors } = parser.LangiumParser.parse(text);
  const places = [...lexerErrors.map(({ offset }) => offset), ...parserErrors.map(({ token }) => token.startOffset)];
  return places.map((at) => (Number.isNaN(at) ? text.length : at));
}
