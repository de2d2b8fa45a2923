/** Reads the text of a part by itself, in the column in which it begins, and in as many brackets as around it. */
import type { CstNode, LangiumParser } from 'langium';
import * as ast from '../../generated/ast.ts';
import { type Body, closerOf, groupsAround, isCloser, itemsOf } from './body.ts';
import { type Mistakes, type Span, spanOf } from './mistakes.ts';
import type { Part } from './part.ts';

/** What was read, still in the places of the text it was read in. */
export interface Fresh {
  body: Body;
  /** Without the one behind. */
  items: Part['kept'];
  first: Part['first'];
  behind: CstNode | undefined;
  mistakes: Mistakes;
  span: Span;
  /** What it has to be moved by, to stand in the whole text. */
  offset: number;
  lines: number;
}

/** undefined where the brackets of the part do not stay inside of it. */
export function readPart(part: Part, words: string, parser: LangiumParser): Fresh | undefined {
  const { around, first, start } = part;
  const { opening, closing, groups } = bracketsAround(part);
  const { line, character } = (first ?? around).$cstNode?.range.start ?? { line: 0, character: 0 };
  const before = opening + (start === 0 ? '' : ' '.repeat(character));
  const parsed = parser.parse<ast.FlowFile>(`${before}${words}${part.isCut ? '}' : ''}${closing}`);
  const body = ast.isFlowFile(around) ? whereNothingIsImported(parsed.value) : bodyIn(parsed.value, groups);
  const span = spanOf(parsed);
  if (body === undefined || span === undefined || span.start < before.length) return undefined;
  const items = itemsOf(body);
  // The opening is a line of its own, and the words begin in the next one.
  const by = { offset: start - before.length, lines: start === 0 ? 0 : line - (opening === '' ? 0 : 1) };
  const read = { body, first: first && items[0], mistakes: parsed, span, ...by };
  if (part.behind === undefined) return { ...read, behind: undefined, items };
  if (isCloser(part.behind)) return { ...read, behind: closerOf(body), items };
  return { ...read, behind: items.at(-1)?.$cstNode, items: items.slice(0, -1) };
}

/** What has to be written around the words; of a body that is read as a whole the words bring its own braces. */
function bracketsAround({ around, first, behind }: Part): { opening: string; closing: string; groups: number } {
  if (ast.isFlowFile(around)) return { opening: '', closing: '', groups: 0 };
  const groups = ast.isGroup(around) ? groupsAround(around) + 1 : 0;
  const opened = first === undefined ? groups : groups + 1;
  const closed = behind && isCloser(behind) ? groups : groups + 1;
  return {
    opening: opened === 0 ? '' : `flow f {${'group "" {'.repeat(opened - 1)}\n`,
    closing: closed === 0 ? '' : `\n${'}'.repeat(closed)}`,
    groups,
  };
}

function whereNothingIsImported(file: ast.FlowFile): Body | undefined {
  return file.imports.length === 0 ? file : undefined;
}

function bodyIn({ declarations }: ast.FlowFile, groups: number): Body | undefined {
  let [body]: (ast.Flow | ast.Group | undefined)[] = declarations.length === 1 ? declarations.filter(ast.isFlow) : [];
  for (let depth = 0; depth < groups; depth++) {
    const inner: ast.Statement | undefined = body?.statements.length === 1 ? body.statements[0] : undefined;
    body = ast.isGroup(inner) ? inner : undefined;
  }
  return body;
}
