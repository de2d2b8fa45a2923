/** The items of a bracket, or of the whole text, with what stands between them. */
import type { BracketRule, Item } from './brackets.ts';
import type { Row } from './columns.ts';
import { comma, concat, type Doc, flatWidth, group, type Line, line, nothing, space } from './doc.ts';
import type { Gap } from './gap.ts';
import { lineWidth } from './print-doc.ts';
import { commentDoc } from './source-doc.ts';

export interface Block {
  rule: BracketRule;
  items: readonly Item[];
  /** The one in front of each item, and that behind the last. */
  gaps: readonly Gap[];
  rows: readonly Row[];
  /** The space inside of the brackets on one line. */
  padding: string;
  /** Holds statements or declarations: an item a line, and a blank line may come first. */
  hasStatements: boolean;
  /** It has several lines whatever the width. */
  keepsBlanks: boolean;
}

/** Everything between the brackets but the line end in front of the closing one. */
export function blockDoc(block: Block): Doc {
  const { items, gaps, rows, hasStatements, keepsBlanks } = block;
  const isFilled = fillsLines(block);
  return concat(
    gaps.flatMap((gap, index) => {
      const item = rows[index]?.doc;
      const { commaFirst, commaLast, end } = separator(block, index, isFilled);
      const behind = [commaFirst, ...commentsBehind(gap), item === undefined ? nothing : commaLast];
      if (item === undefined && gap.ahead.length === 0) return index === items.length ? behind : [];
      if (keepsBlanks && gap.blanks[0] === true && (index > 0 || hasStatements)) endWithBlank(end);
      return [...behind, isFilled && index > 0 ? group(end) : end, ...commentsAhead(gap, item, keepsBlanks)];
    }),
  );
}

interface Separator {
  commaFirst: Doc;
  commaLast: Doc;
  end: Line;
}

/** In front of an item. Where a comment ends the line, the comma stands in front of it. */
function separator({ rule, items, gaps, padding }: Block, index: number, isFilled: boolean): Separator {
  const [before, item] = [items[index - 1], items[index]];
  if (before === undefined) return { commaFirst: nothing, commaLast: nothing, end: line(padding) };
  if (rule.separator === 'none' || item === undefined) return { commaFirst: nothing, commaLast: nothing, end: line() };
  const isNeeded = rule.continuations.has(item.first.text);
  const isFirst = gaps[index]?.behind.some(({ isLine }) => isLine) === true;
  if (rule.separator === 'required' || isFilled || (isNeeded && isFirst))
    return { commaFirst: isFirst ? comma : nothing, commaLast: isFirst ? nothing : comma, end: line() };
  return { commaFirst: nothing, commaLast: nothing, end: line(', ', isNeeded ? ',' : '') };
}

/** Lists of short items that were not written one a line. */
function fillsLines({ rule, items, gaps, rows, padding }: Block): boolean {
  if (rule.separator !== 'optional' || padding === ' ' || items.length < 2) return false;
  if (gaps.some(({ behind, ahead }) => behind.length + ahead.length > 0)) return false;
  if (gaps.slice(0, -1).every(({ endsLine }) => endsLine)) return false;
  return rows.every(({ doc }) => flatWidth(doc) <= 20 && !hasBrackets(doc));
}

function hasBrackets(doc: Doc): boolean {
  if (doc.type === 'concat') return doc.docs.some(hasBrackets);
  if (doc.type === 'source') return /^[([{]/.test(doc.text);
  return 'doc' in doc && hasBrackets(doc.doc);
}

function commentsBehind({ behind }: Gap): Doc[] {
  return behind.flatMap((comment) => [space, commentDoc(comment, true)]);
}

function commentsAhead({ ahead, blanks }: Gap, item: Doc | undefined, keepsBlanks: boolean): Doc[] {
  const docs = ahead.flatMap((comment, index) => {
    const end = line();
    if (keepsBlanks && blanks[index + 1] === true && (item !== undefined || index + 1 < ahead.length))
      endWithBlank(end);
    return [commentDoc(comment), index + 1 < ahead.length || item !== undefined ? end : nothing];
  });
  return item === undefined ? docs : [...docs, item];
}

function endWithBlank(end: Line): void {
  end.ends = 2;
  end.breaks = true;
}

/** Declarations of more than a line stand apart, and imports from what follows them. */
export function partDeclarations({ items, gaps, rows }: Block): void {
  const isTall = (index: number) => {
    const doc = rows[index]?.doc;
    return doc !== undefined && (doc.breaks || flatWidth(doc) > lineWidth);
  };
  const isImport = (index: number) => items[index]?.first.text === 'import';
  for (const [index, { blanks }] of gaps.entries()) {
    const isInside = index > 0 && index < items.length;
    if (!isInside || (isImport(index - 1) && isImport(index)) || blanks.includes(true)) continue;
    if (isTall(index - 1) || isTall(index) || isImport(index - 1)) blanks[0] = true;
  }
}
