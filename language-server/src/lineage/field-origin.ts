/**
 * Where a field of a node's record was made: the declaration in a schema for what is read or returned by a task, the item of
 * a select, the output of an `infer`. Walks up through the nodes that only pass it on; a cycle ends the walk.
 */
import { type FlowAnalysis, fieldDeclaration, type NodeAnalysis } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { pathOf } from '../completion/input-record.ts';

export interface FieldOrigin {
  /** What makes the field: a node, or a stream that the flow is given. */
  producer: { name: string; kind: string };
  place: AstNode;
  /** Names of the nodes that pass it on, from the nearest to the farthest. */
  through?: string[];
}

/** Of a field in the record that `node` sees; `path` leads into nested records. */
export function fieldOrigin(flow: FlowAnalysis, node: NodeAnalysis, path: readonly string[]): FieldOrigin | undefined {
  return originFrom(flow, { node, path });
}

/** Of a field in the record that leaves a node. */
export function outputOrigin(flow: FlowAnalysis, node: NodeAnalysis, path: readonly string[]): FieldOrigin | undefined {
  const here = made(node, path);
  return here === undefined || 'producer' in here ? here : originFrom(flow, here);
}

function originFrom(flow: FlowAnalysis, first: Step): FieldOrigin | undefined {
  const seen = new Set<string>();
  const through: string[] = [];
  let step = first;
  while (!seen.has(step.node.name)) {
    seen.add(step.node.name);
    const { from, port } = step.node.inputs[step.input ?? 0] ?? {};
    if (from === undefined || port?.endsWith('errors')) return undefined;
    const above = flow.nodes.get(from);
    const next = above === undefined ? given(flow, from, step.path) : made(above, step.path);
    if (next === undefined) return undefined;
    if ('producer' in next) return { ...next, through };
    through.push(from);
    step = next;
  }
  return undefined;
}

/** A field of what a node sees. */
interface Step {
  node: NodeAnalysis;
  path: readonly string[];
  /** By which of its inputs it comes; the first where nothing is said. */
  input?: number;
}

function given({ flow }: FlowAnalysis, name: string, path: readonly string[]): FieldOrigin | undefined {
  const stream = flow.parameters.find((parameter) => parameter.isStream && parameter.name === name);
  return stream && declared({ name, kind: 'stream' }, stream.type, path);
}

/** The origin where this node makes the field, or the step from which to go on where it passes it on. */
function made(node: NodeAnalysis, path: readonly string[]): Step | FieldOrigin | undefined {
  const statement = node.node;
  switch (statement.$type) {
    case 'ReadNode':
      return declared(node, statement.type ?? statement.source?.dataset?.ref?.type, path);
    case 'TaskNode':
      return declared(node, statement.type, path);
    case 'SelectNode':
      return selected(node, statement, path);
    case 'InferNode':
      return inferred(node, statement, path);
    case 'AggregateNode':
      return { producer: node, place: node.columns?.find(({ field }) => field.name === path[0])?.item ?? statement };
    case 'JoinNode':
      return joined(node, path);
    case 'ReviewNode':
      return answered(node, statement, path);
    case 'SqlNode':
    case 'UseNode':
      return { producer: node, place: statement };
    default:
      return { node, path };
  }
}

function declared(
  producer: FieldOrigin['producer'],
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

function joined(node: NodeAnalysis, [name, ...inner]: readonly string[]): Step | undefined {
  const column = node.join?.columns.find(({ field }) => field.name === name);
  return column && { node, path: [column.from, ...inner], input: column.side === 'left' ? 0 : 1 };
}

function answered(node: NodeAnalysis, statement: ast.ReviewNode, path: readonly string[]): Step | FieldOrigin {
  const asked = statement.properties.find(ast.isAskProperty)?.record.fields;
  const place = asked?.find(({ name }) => name === path[0]);
  return place === undefined ? { node, path } : { producer: node, place };
}
