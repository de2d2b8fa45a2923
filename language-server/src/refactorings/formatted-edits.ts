/**
 * Edits whose result is in the one layout where they have touched it, and as it was everywhere else. What does not parse afterwards
 * stays as it was written.
 */
import { type FormatEdit, formatEdits } from '@millrace/grammar';
import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { lineEnd } from '../fixes/editing/spans.ts';

/** A part of the new text, and by how much longer that is up to its end than the old one was. */
interface Written {
  from: number;
  to: number;
  shift: number;
}

export function formattedEdits(document: TextDocument, edits: readonly TextEdit[]): TextEdit[] {
  const hunks = edits.map((edit) => hunkOf(document, edit)).toSorted((a, b) => a.from - b.from || a.to - b.to);
  const [text, written] = applied(document.getText(), hunks);
  const changes = layoutOf(text, written);
  return clusters([...written, ...changes])
    .map((cluster) => composed(text, cluster, written, changes))
    .filter(({ from, to, text: own }) => document.getText().slice(from, to) !== own)
    .map(({ from, to, text: own }) => ({
      range: { start: document.positionAt(from), end: document.positionAt(to) },
      newText: own,
    }));
}

function hunkOf(document: TextDocument, { range, newText }: TextEdit): FormatEdit {
  const text = newText.replace(/\r?\n/g, lineEnd(document));
  return { from: document.offsetAt(range.start), to: document.offsetAt(range.end), text };
}

/** The new text, and what is new in it. */
function applied(old: string, hunks: readonly FormatEdit[]): [string, Written[]] {
  let [text, end] = ['', 0];
  const written: Written[] = [];
  for (const { from, to, text: own } of hunks) {
    text += old.slice(end, from);
    const start = text.length;
    text += own;
    written.push({ from: start, to: text.length, shift: text.length - to });
    end = to;
  }
  return [text + old.slice(end), written];
}

/** What the layout changes in the statements that were touched, in the order of the text. */
function layoutOf(text: string, written: readonly Written[]): FormatEdit[] {
  return formatEdits(text, { ranges: written }) ?? [];
}

/** Parts that touch each other are one. */
function clusters(parts: readonly { from: number; to: number }[]): { from: number; to: number }[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of parts.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || from > last.to) joined.push({ from, to });
    else last.to = Math.max(last.to, to);
  }
  return joined;
}

/** The old place of a cluster and the text that comes there. */
function composed(
  text: string,
  { from, to }: { from: number; to: number },
  written: readonly Written[],
  changes: readonly FormatEdit[],
): FormatEdit {
  const before = written.findLast((one) => one.to < from)?.shift ?? 0;
  const behind = written.findLast((one) => one.to <= to)?.shift ?? 0;
  let [own, end] = ['', from];
  for (const change of changes.filter((one) => one.from >= from && one.to <= to)) {
    own += text.slice(end, change.from) + change.text;
    end = change.to;
  }
  return { from: from - before, to: to - behind, text: own + text.slice(end, to) };
}
