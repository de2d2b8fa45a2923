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

/** Of these edits the ones that help. `at`: an offset of the mistake. */
export function helpful<T extends { edit: TextEdit }>(
  tried: readonly T[],
  { textDocument }: LangiumDocument,
  at: number,
  services: FlowLanguageServices,
): T[] {
  const text = textDocument.getText();
  const statement = statementAround(text, at);
  const good = tried.filter(({ edit }) => isBetter(textDocument, statement, edit, services));
  const whole = { offset: 0, end: text.length };
  return good.length > 0 ? good : tried.filter(({ edit }) => isBetter(textDocument, whole, edit, services));
}

function isBetter(document: TextDocument, { offset, end }: Span, edit: TextEdit, services: FlowLanguageServices) {
  const text = document.getText();
  const after = TextDocument.applyEdits(document, [edit]);
  const before = mistakesIn(cut(text, { offset, end }), services);
  return mistakesIn(cut(after, { offset, end: end + after.length - text.length }), services) < before;
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

/** A node stands in a flow. */
function cut(text: string, { offset, end }: Span): string {
  const part = text.slice(offset, end);
  return /^[ \t]/.test(part) ? `flow F {\n${part}\n}` : part;
}

function mistakesIn(text: string, { parser }: FlowLanguageServices): number {
  const { lexerErrors, parserErrors } = parser.LangiumParser.parse(text);
  return lexerErrors.length + parserErrors.length;
}
