/**
 * What stands in columns where the items of a block stand under each other: the values behind keys, the annotations behind types,
 * and in statements of one kind the word that leads on (`to`, `from`, `where`). A blank line, or an item without a key, starts
 * new columns.
 * Invariant: columns follow from the tokens alone, never from how a value is broken, so that a formatted text is its own format.
 */
import { concat, type Doc, flatWidth, type Group, type Line, type Pad } from './doc.ts';
import { lineWidth } from './print-doc.ts';

/** Between a type and its annotations, and between these. */
const gapBehindType = 3;
const gapBetweenNotes = 2;

/** What is known of one item while its doc is made. */
export interface Row {
  startsSection: boolean;
  /** The first word of a statement and the one that leads on. */
  words: string;
  doc: Doc;
  parts: Doc[];
  /** The block whose keys stand in columns; absent where none do. */
  block: Group | undefined;
  key?: Mark<Pad>;
  notes: Mark<Pad>[];
  word?: Mark<Line>;
}

/** A place in an item that can be moved to the right. */
interface Mark<Space> {
  space: Space;
  /** How many parts of the item stand before it. */
  index: number;
}

export function alignColumns(rows: readonly Row[], level: number): void {
  for (const section of sectionsOf(rows, (row) => row.key !== undefined)) {
    alignKeys(section);
    alignNotes(section);
  }
  const fits = (row: Row) => row.word !== undefined && level * 2 + flatWidth(row.doc) <= lineWidth;
  for (const section of sectionsOf(rows, fits, (row) => row.words)) alignWords(section, level);
}

function sectionsOf(
  rows: readonly Row[],
  belongs: (row: Row) => boolean,
  kindOf: (row: Row) => string = () => '',
): Row[][] {
  const sections: Row[][] = [];
  let open: Row[] | undefined;
  for (const row of rows) {
    const goesOn = open !== undefined && !row.startsSection && kindOf(open[0] as Row) === kindOf(row);
    if (!belongs(row)) open = undefined;
    else if (goesOn) open?.push(row);
    else {
      open = [row];
      sections.push(open);
    }
  }
  return sections;
}

function alignKeys(rows: readonly Row[]): void {
  const widths = rows.map(({ key, parts }) => flatWidth(concat(parts.slice(0, key?.index))));
  const widest = widestOf(widths.filter(Number.isFinite));
  for (const [index, { key }] of rows.entries()) {
    const width = widths[index] as number;
    if (key !== undefined && Number.isFinite(width)) key.space.wide = widest - width + 1;
  }
}

function alignNotes(rows: readonly Row[]): void {
  const noted = rows.filter(({ notes }) => notes.length > 0);
  const widths = noted.map(typeWidth);
  const widest = widestOf(widths.filter(Number.isFinite));
  for (const [index, { notes }] of noted.entries()) {
    const width = widths[index] as number;
    for (const note of notes) note.space.wide = gapBetweenNotes;
    if (notes[0]) notes[0].space.wide = (Number.isFinite(width) ? widest - width : 0) + gapBehindType;
  }
}

/** Infinity for a record, which stands on several lines or might. */
function typeWidth({ key, notes, parts }: Row): number {
  const type = concat(parts.slice((key?.index ?? 0) + 1, notes[0]?.index));
  return hasBlock(type) ? Number.POSITIVE_INFINITY : flatWidth(type);
}

function hasBlock(doc: Doc): boolean {
  if (doc.type === 'concat') return doc.docs.some(hasBlock);
  if (doc.type === 'source') return doc.text === '{';
  return 'doc' in doc && hasBlock(doc.doc);
}

function alignWords(rows: readonly Row[], level: number): void {
  const widths = rows.map(({ word, parts }) => flatWidth(concat(parts.slice(0, word?.index))));
  const widest = widestOf(widths);
  const pads = widths.map((width) => widest - width);
  const fit = rows.every((row, index) => level * 2 + flatWidth(row.doc) + (pads[index] as number) <= lineWidth);
  if (!fit) return;
  for (const [index, { word }] of rows.entries()) if (word) word.space.flat = ' '.repeat((pads[index] as number) + 1);
}

function widestOf(widths: readonly number[]): number {
  return widths.reduce((most, width) => Math.max(most, width), 0);
}
