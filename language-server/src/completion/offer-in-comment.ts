/** In a comment: the comments that mean something, and the codes of the mistakes that one of them is about. */
import { checkDocument, explanations, rangeOf } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Offer, Proposal } from './proposal.ts';

const opening = /^(?<before>.*?\/\/[ \t]*)(?<word>#?[a-z-]*)$/;
const codes = /^.*?\/\/[ \t]*millrace-ignore(?<file>-file)?[ \t]+(?<listed>(?:\w+[ \t]*,[ \t]*)*)(?<word>\w*)$/;

/** undefined where the cursor is in no comment of a line. */
export function offerInComment(document: LangiumDocument, offset: number): Offer | undefined {
  const text = document.textDocument.getText();
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  if (!line.includes('//') || isInText(line)) return undefined;
  const listed = codes.exec(line)?.groups;
  const [rest = ''] = /^[\w-]*/.exec(text.slice(offset)) ?? [];
  const at = (word = '') => ({ start: offset - word.length, end: offset + rest.length });
  if (listed !== undefined) return { ...at(listed.word), proposals: codesFor(document, offset, listed) };
  const word = opening.exec(line)?.groups?.word;
  return word === undefined
    ? undefined
    : { ...at(word), proposals: word === '' ? [] : directives.filter(({ label }) => label.startsWith(word)) };
}

/** The two slashes stand between quotes, as in an address. */
function isInText(line: string): boolean {
  const before = line.slice(0, line.indexOf('//'));
  return (before.replace(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}

const directives: Proposal[] = [
  directive(
    'millrace-ignore',
    'millrace-ignore ${1:FLOW302}: ${2:reason}',
    'Ignores a warning or hint of this line, or of the next one.',
  ),
  directive(
    'millrace-ignore-file',
    'millrace-ignore-file ${1:FLOW302}: ${2:reason}',
    'Ignores a warning or hint in the whole file. It stands above the first word of the file.',
  ),
  directive('#region', '#region ${1:Name}', 'Opens a part that can be folded.'),
  directive('#endregion', '#endregion', 'Closes the part.'),
];

function directive(label: string, snippet: string, doc: string): Proposal {
  return { label, kind: CompletionItemKind.Keyword, snippet, doc };
}

/** Errors are never ignored. Those that are told at the place the comment is about come first. */
function codesFor(
  document: LangiumDocument,
  offset: number,
  { file, listed = '' }: Record<string, string | undefined>,
): Proposal[] {
  const { line } = document.textDocument.positionAt(offset);
  const taken = new Set(listed.split(/[\s,]+/));
  const told = checkDocument(document).filter(({ place }) => {
    const at = rangeOf(place).start.line;
    return file !== undefined || at === line || at === line + 1;
  });
  const near = new Set(told.map(({ code }) => code));
  return Object.entries(explanations)
    .filter(([code, { severity }]) => severity !== 'error' && !taken.has(code))
    .map(([code, { severity, title, advice }]) => ({
      label: code,
      kind: CompletionItemKind.Constant,
      detail: title,
      doc: `${title} (${severity}). ${advice}`,
      rank: near.has(code) ? 1 : 3,
      ...(near.has(code) && { isBest: true }),
    }));
}
