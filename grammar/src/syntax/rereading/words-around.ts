/** Where the words begin that say in which statement of a flow a place stands, also in a text with mistakes. */
import type { ParseResult } from 'langium';
import * as ast from '../../generated/ast.ts';
import { groupsAround, openerOf } from './body.ts';
import { closesWhatItOpens } from './closed-text.ts';
import { spanWith } from './mistakes.ts';
import { partAround } from './part.ts';

/** In offsets of the text. */
export interface WordsAround {
  /** The head of the flow, up to its brace. */
  head: { start: number; end: number };
  /** How many groups of the flow they stand in. */
  groups: number;
  /** From the statement before them to what stands behind them. */
  start: number;
  end: number;
}

/**
 * Around the place and all mistakes; undefined where these are not inside of one flow, nothing stands before them in it, or a brace, text
 * or comment among them is open.
 */
export function wordsAround(
  { value, ...mistakes }: ParseResult<ast.FlowFile>,
  place: { start: number; end: number },
): WordsAround | undefined {
  const touched = spanWith(mistakes, place);
  const part = touched && partAround(value, touched);
  if (part?.first === undefined || ast.isFlowFile(part.around)) return undefined;
  const text = part.around.$cstNode?.root.fullText ?? '';
  if (!closesWhatItOpens(text.slice(part.from, part.to))) return undefined;
  const groups = ast.isGroup(part.around) ? groupsAround(part.around) + 1 : 0;
  const head = headOf(part.around);
  return head && { head, groups, start: part.start, end: part.to };
}

function headOf(around: ast.Flow | ast.Group): WordsAround['head'] | undefined {
  if (ast.isGroup(around)) return headOf(around.$container);
  const [place, opener] = [around.$cstNode, openerOf(around)];
  return place && opener && { start: place.offset, end: opener.end };
}
