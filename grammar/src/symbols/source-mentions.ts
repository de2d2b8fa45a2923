/**
 * Where a text names what records come from: `node`, `node.port`, `use.output.errors`. As an input, as the value of a stream, at
 * the head of a condition of a join, as a table of a query (`node_port`), in a test, in a flow's header.
 */
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import { nodesOf } from '../analysis/nodes-of.ts';
import { sourceRefs } from '../analysis/source-refs.ts';
import { usedFlow } from '../analysis/subflows.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import * as ast from '../generated/ast.ts';
import { tableNameOf } from '../sql/table-name.ts';
import { queryNames } from './query-names.ts';

/** What a word of such a name means. */
export type SourceName = { is: 'stream'; stream: ast.Stream } | { is: 'port'; port: ast.Port };

export interface SourceMention {
  place: Place;
  means: SourceName;
  /** Of a table in a query, which is one word for all: its parts, and which of them this is. */
  inQuery?: { offset: number; end: number; parts: string[]; index: number };
}

const known = new WeakMap<FlowAnalysis, readonly SourceMention[]>();

/** In a flow, its header and its statements. */
export function sourceMentionsIn(flow: ast.Flow): readonly SourceMention[] {
  const analysis = analyzeFlow(flow);
  const remembered = known.get(analysis);
  if (remembered !== undefined) return remembered;
  const header = flow.outputs.flatMap((output) => streamAt({ node: output, property: 'node' }, output.node?.ref));
  const mentions = [...header, ...nodesOf(flow).flatMap(mentionsInNode)];
  known.set(analysis, mentions);
  return mentions;
}

export function sourceMentionsInTest({ clauses }: ast.Test): SourceMention[] {
  return clauses.flatMap((clause) =>
    mentionsOfParts(clause.node?.ref, [
      { node: clause, property: 'node' },
      ...(clause.port === undefined ? [] : [{ node: clause, property: 'port' }]),
    ]),
  );
}

function mentionsInNode(node: ast.Node): SourceMention[] {
  const sources = sourceRefs(node).flatMap(({ from, place }) => mentionsOfParts(from, partsOf(place)));
  const waits = ast.isTaskNode(node)
    ? node.after.flatMap(({ ref }, index) => streamAt({ node, property: 'after', index }, ref))
    : [];
  return [...sources, ...waits, ...mentionsInKeys(node), ...mentionsInQuery(node)];
}

function streamAt(place: Place, stream: ast.Stream | undefined): SourceMention[] {
  return stream === undefined ? [] : [{ place, means: { is: 'stream', stream } }];
}

function partsOf(place: ast.Input | ast.Argument): Place[] {
  if (ast.isArgument(place)) return partsOfPath(place.value);
  const written = (['node', 'port', 'subport'] as const).filter((property) => place[property] !== undefined);
  return written.map((property) => ({ node: place, property }));
}

function partsOfPath(path: ast.Expression | undefined): Place[] {
  if (ast.isReference(path)) return [{ node: path, property: 'name' }];
  return ast.isMember(path) ? [...partsOfPath(path.receiver), { node: path, property: 'field' }] : [];
}

/** The first word is the stream; the second a port of a route, or an output of the flow that is used. */
function mentionsOfParts(stream: ast.Stream | undefined, [first, second]: readonly Place[]): SourceMention[] {
  if (stream === undefined || first === undefined) return [];
  const port = second && wordAt(second);
  const means = port === undefined ? undefined : portOf(stream, port);
  return [
    { place: first, means: { is: 'stream', stream } },
    ...(second === undefined || means === undefined ? [] : [{ place: second, means }]),
  ];
}

function wordAt({ node, property = '' }: Place): string | undefined {
  const value = (node as unknown as Record<string, unknown>)[property];
  return typeof value === 'string' ? value : undefined;
}

function portOf(stream: ast.Stream, name: string): SourceName | undefined {
  if (ast.isRouteNode(stream)) {
    const port = stream.ports.find((one) => one.name === name);
    return port && { is: 'port', port };
  }
  const output = ast.isUseNode(stream) ? outputOf(stream, name) : undefined;
  return output && { is: 'stream', stream: output };
}

function outputOf(node: ast.UseNode, name: string): ast.Node | undefined {
  return usedFlow(node)?.outputs.find((output) => output.node?.$refText === name)?.node?.ref;
}

function mentionsInKeys(node: ast.Node): SourceMention[] {
  if (!ast.isJoinNode(node)) return [];
  const inputs = [node.left, node.right].filter((input) => input !== undefined);
  return node.conditions
    .flatMap(({ left, right }) => [partsOfPath(left), partsOfPath(right)])
    .flatMap((parts) => {
      const input = inputs.find((one) => isAtHead(one, parts));
      return input === undefined ? [] : mentionsOfParts(input.node?.ref, parts.slice(0, partsOf(input).length));
    });
}

function isAtHead(input: ast.Input, parts: readonly Place[]): boolean {
  const names = [input.node?.$refText, input.port, input.subport].filter((one) => one !== undefined);
  return names.length < parts.length && names.every((name, index) => name === wordAt(parts[index] as Place));
}

function mentionsInQuery(node: ast.Node): SourceMention[] {
  if (!ast.isSqlNode(node) || node.query === undefined) return [];
  const { tables, paths, aliases } = queryNames(node.query);
  const heads = paths.filter(({ parts }) => parts.length > 1).flatMap(({ parts }) => parts.slice(0, 1));
  return node.inputs.flatMap((input) => {
    const table = tableNameOf(input);
    const names = table === undefined ? [] : [...tables, ...heads].filter(({ name }) => name === table.toLowerCase());
    return names.filter(({ name }) => !aliases.has(name)).flatMap((token) => mentionsOfTable(node, input, token));
  });
}

function mentionsOfTable(
  node: ast.SqlNode,
  input: ast.Input,
  { offset, end }: { offset: number; end: number },
): SourceMention[] {
  const parts = [input.node?.$refText, input.port, input.subport].filter((one) => one !== undefined);
  return mentionsOfParts(input.node?.ref, partsOf(input)).map(({ means }, index) => ({
    place: { node, property: 'query' },
    means,
    inQuery: { offset, end, parts, index },
  }));
}
