/** Signs: what the syntax misses is inserted, what means nothing goes, and what was meant is written. Each mend is tried first. */

import { CstUtils, type LangiumDocument } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { indentAt, insert, lineEnd, replace, replacePlace, type Span, spanOf, textOf } from './editing/spans.ts';
import { type Fix, type Mend, type Mistake, preferred } from './fix.ts';
import { helpful } from './trial.ts';

export const badEscapes: Fix = {
  codes: ['FLOW103'],
  mends({ diagnostic }) {
    const text = textOf(diagnostic.place);
    return preferred(`Write \\${text}`, replacePlace(diagnostic.place, `\\${text}`)).map((mend) => ({
      ...mend,
      isSafe: true,
    }));
  },
};

export const syntaxSlips: Fix = {
  codes: ['FLOW101'],
  mends(mistake) {
    const { facts, diagnostic, document } = mistake;
    const text = document.textDocument;
    const span = spanOf(diagnostic.place);
    const word = textOf(diagnostic.place);
    const missing = facts.insert === undefined ? [] : inserts(text, span, facts.insert);
    const names = (facts.candidates ?? []).map((name) => mend(`Change to "${name}"`, replace(text, span, name)));
    const quoted = /^[a-z]+$/.test(word)
      ? [mend(`Write \`${word}\` in back-quotes`, replace(text, span, `\`${word}\``))]
      : [];
    const less = /^([)\]},=]|[a-z]+)$/.test(word)
      ? [mend(`Remove ${word}`, replace(text, withSpace(text, span), ''))]
      : [];
    return tried([...missing, ...names, ...quoted, ...less], mistake);
  },
};

/** A word goes with one of the spaces around it. */
function withSpace(text: TextDocument, { offset, end }: Span): Span {
  const source = text.getText();
  const isWord = /^[a-z]/.test(source.slice(offset, end));
  const isApart = /\s/.test(source[offset - 1] ?? '') && source[end] === ' ';
  return { offset, end: isWord && isApart ? end + 1 : end };
}

/** Behind the word before, which is where the mistake stands, or in front of where it stands. */
function inserts(text: TextDocument, { offset, end }: Span, sign: string): Mend[] {
  const source = text.getText();
  const before = source.slice(0, offset).trimEnd().length;
  const word = source.slice(offset, end);
  const isWord = /^\w+$/.test(sign) && /^[\w`]/.test(word);
  const slip = isWord ? [mend(`Change to "${sign}"`, replace(text, { offset, end }, sign))] : [];
  const spaced = /^(\{|->|\w+)$/.test(sign) ? ` ${sign}` : sign;
  const inserted = [before, end].map((at) => mend(`Insert "${sign}"`, insert(text, at, spaced)));
  return [...slip, ...inserted];
}

export const strayTexts: Fix = {
  codes: ['FLOW102'],
  mends(mistake) {
    const { document, diagnostic } = mistake;
    const text = document.textDocument;
    const span = spanOf(diagnostic.place);
    const sign = textOf(diagnostic.place);
    const line = text.getText().slice(span.offset).split(/\r?\n/, 1)[0] ?? '';
    if (sign === '"""') return tried(closedBlock(document, span), mistake);
    if (sign.startsWith('"')) return tried([closed(text, span, line)], mistake);
    const single = /^'([^'"\\]*)'/.exec(line);
    const mends = [
      ...(sign.startsWith("'") && single
        ? [
            mend(
              'Write it in double quotes',
              replace(text, { offset: span.offset, end: span.offset + single[0].length }, `"${single[1]}"`),
            ),
          ]
        : []),
      ...(sign.startsWith('#')
        ? [mend('Make it a comment: //', replace(text, { offset: span.offset, end: span.offset + 1 }, '//'))]
        : []),
      mend(`Remove ${sign}`, replace(text, span, '')),
    ];
    return tried(mends, mistake);
  },
};

/** Before the brackets that the rest of the line ends with. */
function closed(text: TextDocument, { offset }: Span, line: string): Mend {
  const tail = /[\s)\]},]*(\{[^"]*)?$/.exec(line)?.[0].length ?? 0;
  return mend('Close the text with "', insert(text, offset + Math.max(1, line.length - tail), '"'));
}

/** Behind the last word of the text, on a line of its own where it has several. */
function closedBlock({ textDocument, parseResult }: LangiumDocument, { offset }: Span): Mend[] {
  const root = parseResult.value.$cstNode;
  const block = root && CstUtils.findLeafNodeAtOffset(root, offset);
  if (block === undefined) return [];
  const isOneLine = block.range.start.line === block.range.end.line;
  const line = isOneLine ? '' : lineEnd(textDocument) + indentAt(textDocument, offset);
  return [mend('Close the text with """', insert(textDocument, block.end, `${line}"""`))];
}

function mend(title: string, edit: TextEdit): Mend {
  return { title, edits: [edit] };
}

/** Those after which the parser has less to say; the first is preferred. */
function tried(mends: readonly Mend[], { document, services, diagnostic }: Mistake): Mend[] {
  const edits = mends.flatMap((one) => one.edits.flatMap((edit) => (edit === undefined ? [] : [{ ...one, edit }])));
  const good = helpful(edits, document, spanOf(diagnostic.place).offset, services);
  const unique = good.filter(
    ({ mend: { title } }, index) => good.findIndex(({ mend }) => mend.title === title) === index,
  );
  return unique.map(({ mend: { title, edit }, isClean }, index) => {
    return { title, edits: [edit], isPreferred: index === 0 && isClean };
  });
}
