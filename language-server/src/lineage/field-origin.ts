/**
 * Where a field of a node's record was made: the declaration in a schema for what is read or returned by a task, the item of
 * a select, the output of an `infer`. Walks up through the nodes that only pass it on; a cycle ends the walk.
 */
import { type FlowAnalysis, fieldDeclaration, type NodeAnalysis } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { pathOf } from '../completion/input-record.ts';

export interface FieldOrigin {
  /** The node of the flow that makes the field. */
  producer: NodeAnalysis;
  place: AstNode;
}

/** Of a field in the record that `node` sees; `path` leads into nested records. */
export function fieldOrigin(flow: FlowAnalysis, node: NodeAnalysis, path: readonly string[]): FieldOrigin | undefined {
  const seen = new Set<string>();
  let step: Step = { node, path };
  while (true) {
    const above = upstream(flow, step);
    if (above === undefined || seen.has(above.node.name)) return undefined;
    seen.add(above.node.name);
    const next: Step | FieldOrigin | undefined = made(above);
    if (next === undefined || 'producer' in next) return next;
    step = next;
  }
}

interface Step {
  node: NodeAnalysis;
  path: readonly string[];
}

function upstream(flow: FlowAnalysis, { node, path }: Step): Step | undefined {
  const input = node.inputs.find(({ port, from }) => port === 'out' && from !== undefined);
  const above = input?.from === undefined ? undefined : flow.nodes.get(input.from);
  return above && { node: above, path };
}

/** The origin where this node makes the field, or the step from which to go on where it passes it on. */
function made({ node, path }: Step): Step | FieldOrigin | undefined {
  const statement = node.node;
  if (ast.isReadNode(statement) || ast.isTaskNode(statement)) return declared(node, statement.type, path);
  if (ast.isSelectNode(statement)) return selected(node, statement, path);
  return ast.isInferNode(statement) ? inferred(node, statement, path) : { node, path };
}

function declared(
  producer: NodeAnalysis,
  type: ast.TypeExpression | undefined,
  path: readonly string[],
): FieldOrigin | undefined {
  const place = fieldDeclaration(type, path);
  return place && { producer, place };
}

function selected(
  node: NodeAnalysis,
  statement: ast.SelectNode,
  path: readonly string[],
): Step | FieldOrigin | undefined {
  const [name, ...inner] = path;
  const item =
    statement.items.find((candidate) => ast.isFieldItem(candidate) && candidate.name === name) ??
    node.columns?.find((column) => column.field.name === name)?.item;
  if (item === undefined) return undefined;
  if (ast.isAllItem(item) || (ast.isFieldItem(item) && item.value === undefined)) return { node, path };
  const renamed = ast.isFieldItem(item) && inner.length > 0 ? pathOf(item.value) : undefined;
  return renamed === undefined ? { producer: node, place: item } : { node, path: [...renamed, ...inner] };
}

function inferred(node: NodeAnalysis, statement: ast.InferNode, path: readonly string[]): Step | FieldOrigin {
  const isOutput = node.inference?.outputs.some((output) => output.column === path[0]);
  if (!isOutput) return { node, path };
  const outputs = statement.properties?.properties.find((property) => property.key === 'outputs')?.value;
  const entry = ast.isObjectLiteral(outputs) ? outputs.properties.find(({ key }) => key === path[0]) : undefined;
  return { producer: node, place: entry ?? statement };
}
