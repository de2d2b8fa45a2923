/** Comments that ignore mistakes: those that do nothing go, those that are not whole are made so. */
import type { LangiumDocument } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { wholeLine, withSeparator } from './editing/lists.ts';
import { insert, lineEnd, replace, type Span, spanOf } from './editing/spans.ts';
import { type Fix, preferred } from './fix.ts';

export const needlessIgnores: Fix = {
  codes: ['FLOW701', 'FLOW703', 'FLOW704'],
  mends({ code, diagnostic, document }) {
    const mends = preferred('Remove the comment', withoutCode(document, spanOf(diagnostic.place)));
    return mends.map((mend) => ({ ...mend, isSafe: code === 'FLOW704' }));
  },
};

/** The other codes of a comment stay. */
function withoutCode({ textDocument }: LangiumDocument, code: Span): TextEdit {
  const text = textDocument.getText();
  const start = text.lastIndexOf('//', code.end);
  const rest = text.slice(start).split(/\r?\n/, 1)[0] ?? '';
  const codes = /^\/\/\s*millrace-ignore(?:-file)?([^:]*)/.exec(rest)?.[1] ?? '';
  if (codes.split(',').length > 1) return replace(textDocument, withSeparator(text, code), '');
  const comment = { offset: start, end: start + rest.length };
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return replace(textDocument, wholeLine(text, comment) ?? { ...comment, offset: start - before }, '');
}

export const unreasonedIgnores: Fix = {
  codes: ['FLOW702'],
  mends({ diagnostic, document: { textDocument } }) {
    const { offset, end } = spanOf(diagnostic.place);
    const comment = textDocument.getText().slice(offset, end).trimEnd();
    return preferred(
      'Add a reason',
      insert(textDocument, offset + comment.length, comment.endsWith(':') ? ' reason' : ': reason'),
    );
  },
};

export const lateIgnores: Fix = {
  codes: ['FLOW705'],
  mends({ diagnostic, document: { textDocument } }) {
    const text = textDocument.getText();
    const span = spanOf(diagnostic.place);
    const comment = text.slice(span.offset, span.end).trimEnd();
    const top = insert(textDocument, 0, comment + lineEnd(textDocument));
    return preferred('Move it to the top of the file', top, replace(textDocument, wholeLine(text, span) ?? span, ''));
  },
};
