/** The statements of a flow that are selected: those of the innermost flow or group that holds all of the selection. */
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, GrammarUtils } from 'langium';
import { type Span, spanOf } from '../../fixes/editing/spans.ts';
import { statementSpan } from '../../fixes/editing/statements.ts';
import type { Selected } from '../refactoring.ts';

export interface SelectedStatements {
  flow: ast.Flow;
  statements: ast.Statement[];
  /** All nodes of them, those in groups among them. */
  nodes: ast.Node[];
}

/** undefined where less than a statement is selected, unless a person asks. */
export function selectedStatements({ document, span, isAsked }: Selected): SelectedStatements | undefined {
  const { declarations } = document.parseResult.value as ast.FlowFile;
  const flow = declarations.filter(ast.isFlow).find((one) => holds(one, span));
  if (flow === undefined) return undefined;
  const statements = innermost(flow, span).statements.filter((one) => touches(statementSpan(one), span));
  const [first] = statements;
  const isWhole = statements.length > 1 || (first !== undefined && covers(span, spanOf({ node: first })));
  if (first === undefined || !(isWhole || isAsked)) return undefined;
  const nodes = statements.flatMap((one) => AstUtils.streamAst(one).filter(ast.isNode).toArray());
  return { flow, statements, nodes };
}

function innermost(owner: ast.Flow | ast.Group, span: Span): ast.Flow | ast.Group {
  const inner = owner.statements.filter(ast.isGroup).find((group) => holds(group, span));
  return inner === undefined ? owner : innermost(inner, span);
}

/** Between its braces. */
function holds(owner: ast.Flow | ast.Group, { offset, end }: Span): boolean {
  const open = GrammarUtils.findNodesForKeyword(owner.$cstNode, '{')[0];
  const close = GrammarUtils.findNodesForKeyword(owner.$cstNode, '}').at(-1);
  return open !== undefined && close !== undefined && open.end <= offset && end <= close.offset;
}

function touches(one: Span, other: Span): boolean {
  return one.offset <= other.end && other.offset <= one.end;
}

function covers(one: Span, other: Span): boolean {
  return one.offset <= other.offset && other.end <= one.end;
}

/** The statements with the comments that belong to them, also one behind the last on its line. */
export function textSpan(statements: readonly ast.Statement[], text: string): Span {
  const spans = statements.map(statementSpan);
  const end = Math.max(...spans.map((span) => span.end));
  const comment = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0;
  return { offset: Math.min(...spans.map(({ offset }) => offset)), end: end + comment };
}
