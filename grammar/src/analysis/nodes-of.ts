import { type AstNode, AstUtils } from 'langium';
import * as ast from '../generated/ast.ts';

/** A tree is never changed once it is parsed, and every reference to a node asks for these. */
const known = new WeakMap<ast.Flow, ast.Node[]>();
const knownStreams = new WeakMap<ast.Flow, ast.Stream[]>();

/** The nodes of a flow in the order of the text, those in its groups among them: a group has no scope of its own. */
export function nodesOf(flow: ast.Flow): ast.Node[] {
  const remembered = known.get(flow);
  if (remembered !== undefined) return remembered;
  const nodes = flow.statements.flatMap(flatten);
  known.set(flow, nodes);
  return nodes;
}

function flatten(statement: ast.Statement): ast.Node[] {
  return ast.isGroup(statement) ? statement.statements.flatMap(flatten) : [statement];
}

/** The flow a statement belongs to, whatever groups lie between; undefined of a tree that is no whole file. */
export function flowOf(statement: AstNode): ast.Flow | undefined {
  return AstUtils.getContainerOfType(statement, ast.isFlow);
}

/** What records may come from in a flow: its nodes, and those of its parameters that are streams. */
export function streamsOf(flow: ast.Flow): ast.Stream[] {
  const known = knownStreams.get(flow);
  if (known !== undefined) return known;
  const given = flow.parameters.filter(({ isStream }) => isStream);
  const streams = given.length === 0 ? nodesOf(flow) : [...given, ...nodesOf(flow)];
  knownStreams.set(flow, streams);
  return streams;
}
