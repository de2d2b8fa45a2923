/** One statement, without mistakes before and after the change, of which the words that open it stay as they are. */
import {
  type AstNode,
  type CompositeCstNode,
  type CstNode,
  CstUtils,
  type LangiumParser,
  type Mutable,
  type ParseResult,
} from 'langium';
import * as ast from '../../generated/ast.ts';
import { groupsAround } from './body.ts';
import { graft } from './graft.ts';
import { hasMistakes } from './mistakes.ts';
import { forgetRange, moveWords, moveWordsBehind } from './move-places.ts';

import type { TextChange } from './text-change.ts';

export interface ReadText {
  text: string;
  change: TextChange;
}

/** Changes the tree of the text before; undefined where nothing was done. */
export function rereadStatement(
  before: ParseResult<ast.FlowFile>,
  { text, change }: ReadText,
  parser: LangiumParser,
): ParseResult | undefined {
  const root = before.value.$cstNode?.root;
  const statement = hasMistakes(before) ? undefined : statementAround(before.value, change);
  const place = statement?.$cstNode as CompositeCstNode | undefined;
  if (root === undefined || statement === undefined || place === undefined) return undefined;
  const words = text.slice(place.offset, place.end + change.grown);
  if (!staysApart(place.text, words, text[place.end + change.grown])) return undefined;
  const fresh = readAlone(words, groupsAround(statement), parser);
  if (fresh?.node.$type !== statement.$type) return undefined;
  graftWords(place, fresh, words);
  (root as unknown as { _text: string })._text = text;
  (fresh.node as Mutable<AstNode>).$cstNode = place;
  return { value: graft(statement, fresh.node), lexerErrors: [], parserErrors: [] };
}

/** The innermost statement that holds all of the change behind the words that open it, which others look at. */
function statementAround({ declarations }: ast.FlowFile, change: TextChange): ast.Node | undefined {
  let inside: ast.Statement | undefined;
  let statements = declarations.filter(ast.isFlow).find((flow) => holds(flow, change))?.statements;
  while (statements !== undefined) {
    inside = statements.find((one) => holds(one, change));
    statements = ast.isGroup(inside) ? inside.statements : undefined;
  }
  if (!ast.isNode(inside) || inside.$cstNode === undefined) return undefined;
  const opening = visibleLeaf(inside.$cstNode, openingWords);
  return opening !== undefined && opening.end < change.start ? inside : undefined;
}

/** `filter name (`. */
const openingWords = 3;

function visibleLeaf(node: CstNode, count: number): CstNode | undefined {
  const leaves = CstUtils.flattenCst(node).filter(({ hidden }) => !hidden);
  return leaves.limit(count).toArray()[count - 1];
}

function holds({ $cstNode: place }: AstNode, { start, end }: TextChange): boolean {
  return place !== undefined && place.offset < start && end <= place.end;
}

/** What opens here could close far away, and what ended here could go on. */
function staysApart(old: string, words: string, next: string | undefined): boolean {
  const opensOver = ['"""', '*/'].some((mark) => words.includes(mark) && !old.includes(mark));
  return !opensOver && next !== undefined && /[\s}]/.test(next);
}

interface Fresh {
  node: ast.Statement;
  place: CompositeCstNode;
}

/** In as many brackets as around it in its flow, since brackets are counted. */
function readAlone(words: string, groups: number, parser: LangiumParser): Fresh | undefined {
  const opening = `flow f {${'group "" {'.repeat(groups)}\n `;
  const parsed = parser.parse<ast.FlowFile>(`${opening}${words}\n}${'}'.repeat(groups)}`);
  if (hasMistakes(parsed)) return undefined;
  let statements = parsed.value.declarations.length === 1 ? (parsed.value.declarations[0] as ast.Flow).statements : [];
  for (let depth = 0; depth < groups; depth++) statements = (statements[0] as ast.Group | undefined)?.statements ?? [];
  const [node] = statements;
  const place = node?.$cstNode as CompositeCstNode | undefined;
  if (node === undefined || place === undefined || statements.length > 1) return undefined;
  return place.offset === opening.length && place.length === words.length ? { node, place } : undefined;
}

/** Puts the words that were read alone in place of the old ones, and what stands behind them where it stands now. */
function graftWords(place: CompositeCstNode, { node, place: read }: Fresh, words: string): void {
  const { start, end: oldEnd } = place.range;
  const readStart = read.range.start;
  moveWords(read, {
    offset: place.offset - read.offset,
    lines: start.line - readStart.line,
    line: readStart.line,
    columns: start.character - readStart.character,
  });
  const end = read.range.end;
  const by = {
    offset: words.length - place.length,
    lines: end.line - oldEnd.line,
    line: oldEnd.line,
    columns: end.character - oldEnd.character,
  };
  if (by.offset !== 0 || by.lines !== 0 || by.columns !== 0) moveWordsBehind(place, by);
  (place as unknown as { content: CstNode[] }).content = [...read.content];
  for (const child of place.content) (child as { container: CompositeCstNode }).container = place;
  (place as { astNode: AstNode }).astNode = node;
  forgetRange(place);
}
