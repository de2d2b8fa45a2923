import type { LeafCstNode } from 'langium';
import type { Comment, SourceText } from './source-text.ts';

/** What stands in front of an item, or of the bracket that closes the last one. */
export interface Gap {
  /** Comments that belong to what comes before. */
  behind: readonly Comment[];
  /** Comments that belong to what comes next. */
  ahead: readonly Comment[];
  /** Whether a line ends anywhere in it. */
  endsLine: boolean;
  /** Whether a comment needs a line end. */
  mustEndLine: boolean;
  /** For each of the comments ahead, and for what comes next: whether a blank line is in front of it. */
  blanks: boolean[];
}

export interface Surroundings {
  /** The one in the gap. */
  comma?: LeafCstNode;
  /** An item comes before, and a closing bracket or the end of the text next. */
  closes?: boolean;
  /** Between an opening bracket and the one that closes it. */
  isEmpty?: boolean;
}

export function gapBefore(
  source: SourceText,
  next: LeafCstNode | undefined,
  { comma, closes = false, isEmpty = false }: Surroundings = {},
): Gap {
  const beforeComma = comma === undefined ? [] : source.commentsBefore(comma);
  const toComma = comma === undefined ? 0 : source.lineEndsBefore(comma);
  const [first, ...others] = next === undefined ? source.commentsAtEnd : source.commentsBefore(next);
  const behindComma = first && { ...first, lineEndsBefore: Math.max(first.lineEndsBefore, toComma) };
  const comments = [...beforeComma, ...(behindComma ? [behindComma, ...others] : [])];
  const lineEnds = next === undefined ? 1 : source.lineEndsBefore(next);
  if (comments.length === 0) return bareGap(lineEnds, toComma);
  const behind = isEmpty ? countInLine(comments) : countBehind(comments, beforeComma.length, closes);
  const ahead = comments.slice(behind);
  const breaks = comments.some(({ isLine, text }) => isLine || text.includes('\n'));
  return {
    behind: comments.slice(0, behind),
    ahead,
    mustEndLine: breaks,
    endsLine: breaks || lineEnds > 0 || toComma > 0 || comments.some(({ lineEndsBefore }) => lineEndsBefore > 0),
    blanks: [...ahead.map(({ lineEndsBefore }) => lineEndsBefore > 1), lineEnds > 1],
  };
}

/** Most gaps hold no comment. */
function bareGap(lineEnds: number, toComma: number): Gap {
  return { behind: [], ahead: [], mustEndLine: false, endsLine: lineEnds + toComma > 0, blanks: [lineEnds > 1] };
}

/** Comments on the line of what comes before belong to it, unless what comes next is on that line too. */
function countBehind(comments: readonly Comment[], beforeComma: number, closes: boolean): number {
  const onLine = countOnLine(comments);
  const last = comments[onLine - 1];
  const endsThere = closes || last?.isLine === true || (last?.lineEndsAfter ?? 0) > 0;
  return endsThere ? onLine : Math.min(beforeComma, onLine);
}

/** Up to one that ends the line of the opening bracket. */
function countInLine(comments: readonly Comment[]): number {
  const onLine = countOnLine(comments);
  return comments[onLine - 1]?.isLine === true ? onLine : 0;
}

function countOnLine(comments: readonly Comment[]): number {
  const below = comments.findIndex(({ lineEndsBefore }) => lineEndsBefore > 0);
  return below < 0 ? comments.length : below;
}
