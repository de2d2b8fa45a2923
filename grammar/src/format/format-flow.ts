/**
 * The one layout of `.flow` texts. It changes white space, commas that may be left out and the indentation of comments and block
 * texts, and nothing else: the same tokens and comments come out in the same order and mean the same.
 */
import type { RootCstNode } from 'langium';
import { alignComments } from './align-comments.ts';
import { Layout } from './layout.ts';
import { bracketRules, parseText } from './parse-text.ts';
import { type Piece, printDoc } from './print-doc.ts';
import { SourceText } from './source-text.ts';

/** A part of a text, in UTF-16 units from its start. */
export interface FormatRange {
  from: number;
  to: number;
}

/** What to put in the place of a part of the text. */
export interface FormatEdit extends FormatRange {
  text: string;
}

export interface FormatOptions {
  /** Formats the declarations and statements that it touches; all if absent. */
  range?: FormatRange;
  /** The same for several. */
  ranges?: readonly FormatRange[];
  /** The tree of the text, where it is read already and has no mistakes in its syntax. */
  root?: RootCstNode;
}

/** The text in its one layout; undefined where it does not parse. What it means may be wrong. */
export function formatFlow(text: string, options: FormatOptions = {}): string | undefined {
  const edits = formatEdits(text, options);
  if (edits === undefined) return undefined;
  let [result, end] = ['', 0];
  for (const edit of edits) {
    result += text.slice(end, edit.from) + edit.text;
    end = edit.to;
  }
  return result + text.slice(end);
}

/** What `formatFlow` changes: edits in the order of the text that do not overlap, each as short as a gap between two tokens. */
export function formatEdits(text: string, options: FormatOptions = {}): FormatEdit[] | undefined {
  const { range, ranges, root = parseText(text) } = options;
  if (root === undefined) return undefined;
  const layout = new Layout(new SourceText(root), bracketRules());
  const pieces = printDoc(layout.file(root));
  alignComments(pieces);
  const edits = editsOf(text, pieces);
  if (range === undefined && ranges === undefined) return edits;
  const parts = [...(range ? [range] : []), ...(ranges ?? [])].map((part) => wholeStatements(part, layout.statements));
  return edits.filter((edit) => parts.some(({ from, to }) => edit.to >= from && edit.from < to));
}

function editsOf(text: string, pieces: readonly Piece[]): FormatEdit[] {
  const eol = /\r\n/.test(text) && !/(?<!\r)\n/.test(text) ? '\r\n' : '\n';
  const edits: FormatEdit[] = [];
  const replace = (from: number, to: number, by: string) => {
    const inFile = eol === '\n' ? by : by.replaceAll('\n', eol);
    if (text.slice(from, to) !== inFile) edits.push({ from, to, text: inFile });
  };
  let end = text.startsWith('\uFEFF') ? 1 : 0;
  for (const [index, { source, gap, text: printed }] of pieces.entries()) {
    const { offset } = source.leaf;
    replace(end, offset, index === 0 ? '' : gapText(gap));
    end = source.leaf.end;
    replace(offset, end, printed);
  }
  replace(end, text.length, pieces.length === 0 ? '' : '\n');
  return edits;
}

function gapText({ text, lineEnds, indent, spaces }: Piece['gap']): string {
  return lineEnds > 0 ? text + '\n'.repeat(lineEnds) + ' '.repeat(indent) : text + spaces;
}

/** The range grown to where the innermost statements at its ends start and end. */
function wholeStatements({ from, to }: FormatRange, statements: readonly FormatRange[]): FormatRange {
  const around = (offset: number) =>
    statements
      .filter((one) => one.from <= offset && offset <= one.to)
      .reduce<FormatRange | undefined>((a, b) => (a && a.to - a.from <= b.to - b.from ? a : b), undefined);
  return { from: Math.min(from, around(from)?.from ?? from), to: Math.max(to, around(to)?.to ?? to) };
}
