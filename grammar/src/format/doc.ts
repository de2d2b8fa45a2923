/**
 * What a text may look like, as in Wadler's "A prettier printer": pieces of the source with places between them that are a space
 * or a line end. Whether a group lies on one line is decided while printing, by the width that is left.
 * Invariant: a doc holds every token and comment of what it was made from once, in order, and never a text of its own but spaces,
 * line ends and commas.
 */
import type { LeafCstNode } from 'langium';

/** A token or a comment. Its text may depend on where it comes to stand, if it has several lines. */
export interface Source {
  type: 'source';
  leaf: LeafCstNode;
  text: string;
  /** A comment behind the last token of a line: never a reason to break that line. */
  trails: boolean;
  /** How a text of several lines looks at an indentation. */
  at?: (indent: number) => string;
  breaks: boolean;
}

/** A line end with `before` in front of it, or `flat` on one line. */
export interface Line {
  type: 'line';
  flat: string;
  before: string;
  /** 1: always a line end; 2: and a blank line; 0: as the group around it. */
  ends: 0 | 1 | 2;
  breaks: boolean;
}

/** Spaces up to the next column: `wide` of them where `block` is on several lines, else one. */
export interface Pad {
  type: 'pad';
  wide: number;
  block: Group;
  breaks: false;
}

export interface Concat {
  type: 'concat';
  docs: Doc[];
  breaks: boolean;
}

export interface Indent {
  type: 'indent';
  doc: Doc;
  breaks: boolean;
}

export interface Group {
  type: 'group';
  doc: Doc;
  /** On several lines: known before printing where something in it ends a line, else set by the printer. */
  breaks: boolean;
}

interface Text {
  type: 'text';
  text: string;
  breaks: false;
}

export type Doc = Source | Text | Line | Pad | Concat | Indent | Group;

export const nothing: Doc = { type: 'concat', docs: [], breaks: false };
export const space: Doc = { type: 'text', text: ' ', breaks: false };
export const comma: Doc = { type: 'text', text: ',', breaks: false };

export function concat(docs: Doc[]): Doc {
  return docs.length === 1 ? (docs[0] as Doc) : { type: 'concat', docs, breaks: docs.some((doc) => doc.breaks) };
}

export function indent(doc: Doc): Doc {
  return { type: 'indent', doc, breaks: doc.breaks };
}

export function group(doc: Doc): Group {
  return { type: 'group', doc, breaks: doc.breaks };
}

/** A line end only where its group has several lines. */
export function line(flat = ' ', before = ''): Line {
  return { type: 'line', flat, before, ends: 0, breaks: false };
}

export function lineEnd(withBlank = false): Line {
  return { type: 'line', flat: '', before: '', ends: withBlank ? 2 : 1, breaks: true };
}

/** A line end, a level deeper, only where what follows would not fit up to its own next possible line end. */
export function wrap(space: Line = line()): Doc {
  return group(indent(space));
}

/** Of all on one line, in characters; Infinity where that cannot be. */
export function flatWidth(doc: Doc): number {
  if (doc.breaks && doc.type !== 'group') return Number.POSITIVE_INFINITY;
  switch (doc.type) {
    case 'source':
    case 'text':
      return textWidth(doc.text);
    case 'line':
      return doc.flat.length;
    case 'pad':
      return 1;
    case 'concat':
      return doc.docs.reduce((sum, one) => sum + flatWidth(one), 0);
    default:
      return flatWidth(doc.doc);
  }
}

/** In characters as people count them, without marks that stand above others. */
export function textWidth(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  return [...text.replace(/\p{M}/gu, '')].length;
}
