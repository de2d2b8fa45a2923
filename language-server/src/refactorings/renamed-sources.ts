/** A node that reads its records by other names: its inputs, what a `use` hands on, conditions of a join and the tables of a query. */
import { offsetInBlock, type SourceRef, sourceMentionsIn, sourceRefs } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { replace, replacePlace, spanOf, textAround } from '../fixes/editing/spans.ts';

/** The words of a source, `node`, `node.port`; undefined where it keeps its name. */
export type NewSource = (ref: SourceRef) => readonly string[] | undefined;

/** undefined where a query says its table in a way that cannot be written anew. */
export function renamedSources(node: ast.Node, newSource: NewSource): TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const ref of sourceRefs(node)) {
    const words = newSource(ref);
    if (words === undefined) continue;
    const inside = ast.isInput(ref.place) ? namedInside(node, ref.place, words) : [];
    if (inside === undefined) return undefined;
    edits.push(replacePlace(placeOf(ref), written(words)), ...inside);
  }
  return edits;
}

/** The words that name a source. */
export function placeOf({ place }: SourceRef) {
  return ast.isArgument(place) ? { node: place, property: 'value' } : { node: place };
}

export function written(words: readonly string[]): string {
  return words.map(writtenName).join('.');
}

function namedInside(node: ast.Node, input: ast.Input, words: readonly string[]): TextEdit[] | undefined {
  if (ast.isJoinNode(node)) return headsOf(node, input).map(({ first, last }) => headEdit(first, last, words));
  return ast.isSqlNode(node) ? tableEdits(node, input, words.join('_')) : [];
}

/** Paths of the conditions that start with the input. */
function headsOf(node: ast.JoinNode, input: ast.Input): { first: ast.Expression; last: ast.Expression }[] {
  const names = wordsOf(input);
  const paths = node.conditions.flatMap(({ left, right }) => [stepsOf(left), stepsOf(right)]);
  const own = paths.filter((steps) => names.every((name, index) => nameAt(steps[index]) === name));
  return own.flatMap((steps) => {
    const [first, last] = [steps[0], steps[names.length - 1]];
    return first === undefined || last === undefined ? [] : [{ first, last }];
  });
}

export function wordsOf({ node, port, subport }: ast.Input): string[] {
  return [node?.$refText, port, subport].filter((word) => word !== undefined);
}

/** `a.b.c` as `a`, `a.b` and `a.b.c`. */
function stepsOf(path: ast.Expression | undefined): ast.Expression[] {
  if (ast.isMember(path)) return [...stepsOf(path.receiver), path];
  return ast.isReference(path) ? [path] : [];
}

function nameAt(step: ast.Expression | undefined): string | undefined {
  if (ast.isMember(step)) return step.field;
  return ast.isReference(step) ? step.name : undefined;
}

function headEdit(first: ast.Expression, last: ast.Expression, words: readonly string[]): TextEdit {
  const span = { offset: spanOf({ node: first }).offset, end: spanOf({ node: last }).end };
  return replace(textAround(first), span, written(words));
}

function tableEdits(node: ast.SqlNode, input: ast.Input, table: string): TextEdit[] | undefined {
  const old = wordsOf(input).join('_');
  if (old === table) return [];
  const flow = AstUtils.getContainerOfType(node, ast.isFlow);
  const mentions = flow === undefined ? [] : sourceMentionsIn(flow).filter(({ place }) => place.node === node);
  const places = mentions.flatMap(({ inQuery }) => {
    return inQuery?.index === 0 && inQuery.parts.join('_') === old ? [inQuery] : [];
  });
  if (places.length === 0 || !/^\w+$/.test(table)) return undefined;
  const text = textAround(node);
  const { offset, end } = spanOf({ node, property: 'query' });
  const literal = text.getText().slice(offset, end);
  return places.map((one) => {
    const last = offsetInBlock(literal, one.end - 1) + 1;
    return replace(text, { offset: offset + offsetInBlock(literal, one.offset), end: offset + last }, table);
  });
}
