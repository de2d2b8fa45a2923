/**
 * Which part of a text is read again: the statements of a flow that a change or a mistake touches, or else the declarations, with the one
 * before them and what stands behind them.
 */
import type { CstNode } from 'langium';
import * as ast from '../../generated/ast.ts';
import { type Body, closerOf, itemsOf, openerOf } from './body.ts';
import type { Span } from './mistakes.ts';

export interface Part {
  /** Whose statements or declarations. */
  around: Body;
  before: Item[];
  /** The first that is read; undefined where the head of the body is read with them. */
  first: Item | undefined;
  /** What stays behind them: one of them, or the closing brace; undefined at the end of the text. */
  behind: CstNode | undefined;
  kept: Item[];
  /** Of what stays behind only the head is read, up to its brace: it may be long, and begins as it did or does not. */
  isCut: boolean;
  /** Of the text that is read, in the old text: it ends with what stays behind. */
  start: number;
  end: number;
  /** Where they begin, and where what stays behind them does. */
  from: number;
  to: number;
}

type Item = ReturnType<typeof itemsOf>[number];

/** Around all that is touched, in offsets of the old text; undefined where that has no clear place. */
export function partAround(file: ast.FlowFile, touched: Span): Part | undefined {
  let around: Body = file;
  let inner: Body | undefined = file.declarations.filter(ast.isFlow).find((flow) => holds(flow, touched));
  while (inner !== undefined) {
    around = inner;
    inner = around.statements.filter(ast.isGroup).find((group) => holds(group, touched));
  }
  return ast.isFlowFile(around) ? partOfFile(around, touched) : partOfBody(around, touched);
}

function partOfBody(around: ast.Flow | ast.Group, touched: Span): Part | undefined {
  const { first, ...part } = splitAt(around, touched);
  const [behind, opener] = [part.kept[0]?.$cstNode ?? closerOf(around), openerOf(around)];
  if (around.$cstNode === undefined || behind === undefined || opener === undefined) return undefined;
  const start = (first ?? around).$cstNode?.offset ?? 0;
  const from = first === undefined ? opener.end : start;
  return { around, first, ...part, behind, start, ...endOf(part.kept[0], behind), from, to: behind.offset };
}

/** Where files are imported the text begins with words of another kind. */
function partOfFile(around: ast.FlowFile, touched: Span): Part | undefined {
  const { first, ...part } = splitAt(around, touched);
  const start = first?.$cstNode?.offset ?? 0;
  const imports = around.imports.map(({ $cstNode }) => $cstNode?.end ?? Number.POSITIVE_INFINITY);
  if (imports.some((end) => end > start)) return undefined;
  const behind = part.kept[0]?.$cstNode;
  const { length } = around.$cstNode?.root.fullText ?? '';
  const end = behind === undefined ? { end: length, isCut: false } : endOf(part.kept[0], behind);
  return { around, first, ...part, behind, start, ...end, from: start, to: behind?.offset ?? length };
}

function endOf(kept: Item | undefined, behind: CstNode): Pick<Part, 'end' | 'isCut'> {
  const opener = ast.isFlow(kept) || ast.isGroup(kept) ? openerOf(kept) : undefined;
  return { end: (opener ?? behind).end, isCut: opener !== undefined };
}

function splitAt(around: Body, touched: Span): Pick<Part, 'before' | 'first' | 'kept'> {
  const items: Item[] = itemsOf(around);
  const index = items.findLastIndex(({ $cstNode }) => $cstNode !== undefined && $cstNode.end < touched.start);
  const next = items.findIndex(({ $cstNode }) => $cstNode !== undefined && isBehind($cstNode, touched));
  return {
    before: items.slice(0, Math.max(0, index)),
    first: items[index],
    kept: next < 0 ? [] : items.slice(next),
  };
}

function isBehind({ offset }: CstNode, { end, noticed }: Span): boolean {
  return offset > end && offset >= noticed;
}

function holds(one: ast.Flow | ast.Group, { start, end, noticed }: Span): boolean {
  const [opener, closer] = [openerOf(one), closerOf(one)];
  if (opener === undefined || closer === undefined) return false;
  return opener.end <= start && end <= closer.offset && noticed <= closer.offset;
}
