/**
 * What stands around a change, also with mistakes in it: what a person types is one most of the time. It is read as a text of its own, with
 * what stands behind it, and holds where that comes out as it was.
 */
import type { CompositeCstNode, CstNode, LangiumParser, ParseResult } from 'langium';
import type { Position } from 'vscode-languageserver-types';
import * as ast from '../../generated/ast.ts';
import { type Body, openerOf } from './body.ts';
import { closesWhatItOpens } from './closed-text.ts';
import { copyWith, graft } from './graft.ts';
import { moveMistakes, spanWith } from './mistakes.ts';
import { indexIn, moveWords, moveWordsFrom, replaceWords } from './move-places.ts';
import type { ReadText } from './one-statement.ts';
import { type Part, partAround } from './part.ts';
import { type Fresh, readPart } from './read-part.ts';
import type { TextChange } from './text-change.ts';

/** To read a longer one by itself saves little. */
const lengthMax = 10_000;

/** Changes the tree of the text before; undefined where nothing was done. */
export function rereadPart(
  before: ParseResult<ast.FlowFile>,
  { text, change }: ReadText,
  parser: LangiumParser,
): ParseResult | undefined {
  const root = before.value.$cstNode?.root;
  const touched = spanWith(before, change);
  const part = touched && partAround(before.value, touched);
  if (root === undefined || part === undefined || !standsAlone(part, root.fullText, { text, change })) return undefined;
  const fresh = readPart(part, text.slice(part.start, part.end + change.grown), parser);
  if (fresh === undefined || !isSound(fresh, part, change)) return undefined;
  graftWords(fresh, part, change);
  (root as unknown as { _text: string })._text = text;
  const { around, before: earlier, kept } = part;
  const property = ast.isFlowFile(around) ? 'declarations' : 'statements';
  const value = graft(around, copyWith<Body>(around, property, [...earlier, ...fresh.items, ...kept]));
  return { value, ...moveMistakes(fresh.mistakes, fresh.offset, fresh.lines) };
}

/** A word looks at the column it stands in, and whether it begins its line; a bracket at the one that closes it. */
function standsAlone({ start, end, from, to }: Part, old: string, { text, change }: ReadText): boolean {
  if (end - start + Math.max(0, change.grown) > lengthMax || /\S/.test(lineBefore(old, start))) return false;
  return closesWhatItOpens(old.slice(from, to)) && closesWhatItOpens(text.slice(from, to + change.grown));
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}

/** Whether it begins and ends with what it began and ended with, and nothing is wrong behind it. */
function isSound({ body, first, behind, offset, span }: Fresh, part: Part, { grown }: TextChange): boolean {
  const end = part.to + grown - offset;
  const begins =
    part.first === undefined
      ? openerEnd(body, offset) === openerEnd(part.around, 0)
      : first?.$type === part.first.$type;
  const isWhole = part.isCut || behind?.length === part.behind?.length;
  const ends = part.behind === undefined || (behind?.offset === end && isWhole);
  const isSame = behind?.astNode.$type === part.behind?.astNode.$type;
  return begins && ends && isSame && span.end <= end && span.noticed <= end;
}

function openerEnd(body: Body, offset: number): number {
  return (openerOf(body)?.end ?? -offset) + offset;
}

/** Puts the words that were read in place of the old ones, and what stands behind them where it stands now. */
function graftWords({ body, first, behind, offset, lines }: Fresh, part: Part, { grown }: TextChange): void {
  const [place, read] = [part.around, body].map(({ $cstNode }) => $cstNode as CompositeCstNode);
  if (place === undefined || read === undefined) return;
  const end = part.behind === undefined ? place.content.length : indexIn(place, part.behind);
  const words = read.content.slice(startIn(body, first), behind === undefined ? undefined : indexIn(read, behind));
  const [old, now] = [startOf(part.behind), startOf(behind)];
  for (const word of words) moveWords(word, { offset, lines, line: -1, columns: 0 });
  const columns = now.character - old.character;
  moveWordsFrom(place, end, { offset: grown, lines: now.line + lines - old.line, line: old.line, columns });
  replaceWords(place, [startIn(part.around, part.first), end], words);
}

/** At the end of the text nothing stands behind. */
function startOf(behind: CstNode | undefined): Position {
  return behind?.range.start ?? { line: 0, character: 0 };
}

/** The first of the words; without an item those behind the opening brace. */
function startIn(body: Body, first: Part['first']): number {
  const place = body.$cstNode as CompositeCstNode;
  if (first?.$cstNode !== undefined) return indexIn(place, first.$cstNode);
  const opener = openerOf(body);
  return opener === undefined ? 0 : place.content.indexOf(opener) + 1;
}
