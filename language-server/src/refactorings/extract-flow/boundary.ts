/**
 * What goes in and out of nodes that become a flow of their own: streams that they read, parameters that they name, and those of them that are
 * read elsewhere. undefined where a flow cannot be put in their place: a way leads out of them and in again, a port of a route is
 * read elsewhere, something waits across the border, or a schema is not known.
 */
import {
  analyzeFlow,
  type FlowAnalysis,
  namedParameter,
  nodesOf,
  predecessorsOf,
  type RecordType,
  type SourceRef,
  sourceRefs,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';

export interface BoundaryInput {
  /** As it is written: `node`, `node.errors`. */
  words: string[];
  record: RecordType;
}

export interface Boundary {
  inputs: BoundaryInput[];
  parameters: ast.Parameter[];
  outputs: ast.Node[];
}

export function boundaryOf(flow: ast.Flow, nodes: readonly ast.Node[]): Boundary | undefined {
  const inside = new Set(nodes);
  const analysis = analyzeFlow(flow);
  const isSound = nodes.every((node) => isKnown(node, analysis));
  const inputs = inputsOf(analysis, inside);
  const outputs = outputsOf(flow, inside);
  if (!isSound || inputs === undefined || outputs === undefined) return undefined;
  if (outputs.length === 0 && !nodes.some(doesMore)) return undefined;
  if (waitsAcross(flow, inside) || leadsBack(flow, inside)) return undefined;
  return { inputs, outputs, parameters: parametersOf(analysis, inside) };
}

/** Not one of two with a name, and no use of a flow that is not there, or of the one around. */
function isKnown(node: ast.Node, { nodes }: FlowAnalysis): boolean {
  const known = nodes.get(node.name);
  return known?.node === node && (!ast.isUseNode(node) || known.use !== undefined);
}

/** Than to give records. */
function doesMore(node: ast.Node): boolean {
  return ast.isWriteNode(node) || ast.isTaskNode(node) || ast.isUseNode(node);
}

export function wordsOfRef({ from, port }: SourceRef): string[] {
  return [from?.name ?? '', ...(port === 'out' ? [] : port.split('.'))];
}

function inputsOf(analysis: FlowAnalysis, inside: ReadonlySet<ast.Node>): BoundaryInput[] | undefined {
  const found = new Map<string, BoundaryInput>();
  for (const node of inside) {
    const known = analysis.nodes.get(node.name)?.inputs ?? [];
    for (const ref of sourceRefs(node)) {
      if (ref.from === undefined) return undefined;
      if (ast.isNode(ref.from) && inside.has(ref.from)) continue;
      const record = known.find(({ place }) => place === ref.place)?.record;
      if (record === undefined || record.unclear !== undefined) return undefined;
      const words = wordsOfRef(ref);
      found.set(words.join('.'), { words, record });
    }
  }
  return [...found.values()];
}

/** Those that others read, in the order of the text. */
function outputsOf(flow: ast.Flow, inside: ReadonlySet<ast.Node>): ast.Node[] | undefined {
  const read = new Set<ast.Node>(flow.outputs.flatMap(({ node }) => node?.ref ?? []));
  for (const node of nodesOf(flow)) {
    if (inside.has(node)) continue;
    for (const { from, port } of sourceRefs(node)) {
      if (!ast.isNode(from) || !inside.has(from)) continue;
      if ((port !== 'out' && port !== 'errors') || (port === 'errors' && ast.isUseNode(from))) return undefined;
      read.add(from);
    }
  }
  const outputs = [...inside].filter((node) => read.has(node));
  return outputs.some(ast.isWriteNode) || outputs.some(ast.isRouteNode) ? undefined : outputs;
}

function waitsAcross(flow: ast.Flow, inside: ReadonlySet<ast.Node>): boolean {
  return nodesOf(flow)
    .filter(ast.isTaskNode)
    .some((task) => task.after.some(({ ref }) => ref !== undefined && inside.has(ref) !== inside.has(task)));
}

/** Whether a node outside is fed by some of them and feeds some. */
function leadsBack(flow: ast.Flow, inside: ReadonlySet<ast.Node>): boolean {
  const readers = readersOf(flow);
  const fed = new Set<ast.Node>(
    [...inside].flatMap((node) => readers.get(node) ?? []).filter((one) => !inside.has(one)),
  );
  for (const node of fed) for (const next of readers.get(node) ?? []) if (!inside.has(next)) fed.add(next);
  return [...inside].some((node) => predecessorsOf(node).some((one) => fed.has(one)));
}

function readersOf(flow: ast.Flow): Map<ast.Node, ast.Node[]> {
  const readers = new Map<ast.Node, ast.Node[]>();
  for (const node of nodesOf(flow))
    for (const from of predecessorsOf(node)) readers.set(from, [...(readers.get(from) ?? []), node]);
  return readers;
}

/** The scalar ones that they name, in the order of the flow's. */
function parametersOf({ flow, nodes }: FlowAnalysis, inside: ReadonlySet<ast.Node>): ast.Parameter[] {
  const named = new Set([...inside].flatMap((node) => parametersIn(node, nodes.get(node.name))));
  return flow.parameters.filter((one) => named.has(one));
}

function parametersIn(node: ast.Node, analysis: Parameters<typeof namedParameter>[1]): ast.Parameter[] {
  return AstUtils.streamAst(node)
    .filter((part) => ast.isReference(part) || ast.isFieldItem(part))
    .map((part) => namedParameter(part, analysis))
    .filter((one) => one !== undefined)
    .toArray();
}
