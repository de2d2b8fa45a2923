/**
 * What a flow writes of the records that it is given: the fields of its streams that reach a write which does not allow
 * them. Nobody knows there what they hold; who uses the flow does.
 */
import { allowedColumns, writtenColumns } from '../analysis/allowed-columns.ts';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { subflowsFirst } from '../analysis/subflows.ts';
import * as ast from '../generated/ast.ts';
import type { LineagePlace } from './column-trace.ts';
import { originsInside } from './sensitivity.ts';

export interface WrittenField {
  stream: string;
  path: readonly string[];
  write: ast.WriteNode;
}

const known = new WeakMap<FlowAnalysis, readonly WrittenField[]>();

/** Of a flow that is used, its own writes and those of the flows that it uses. */
export function writtenFields(flow: FlowAnalysis): readonly WrittenField[] {
  if (known.has(flow)) return known.get(flow) ?? [];
  const isKnown = (one: ast.Flow) => known.has(analyzeFlow(one));
  for (const one of [...subflowsFirst(flow.flow, isKnown).map(analyzeFlow), flow]) {
    if (!known.has(one))
      known.set(
        one,
        [...one.nodes.values()].flatMap((node) => fieldsWrittenBy(node, one)),
      );
  }
  return known.get(flow) ?? [];
}

function fieldsWrittenBy(analysis: NodeAnalysis, flow: FlowAnalysis): WrittenField[] {
  const { node, use, inputs } = analysis;
  if (ast.isWriteNode(node)) {
    const { from: name, port = 'out' } = inputs[0] ?? {};
    const allowed = allowedColumns(node);
    const written = writtenColumns(analysis, node).filter((column) => !allowed.has(column));
    return name === undefined ? [] : written.flatMap((column) => fieldsAt({ name, port, path: [column] }, node, flow));
  }
  return (use ? (known.get(use.analysis) ?? []) : []).flatMap(({ stream, path, write }) => {
    const { from: name, port = 'out' } = use?.streams.get(stream) ?? {};
    return name === undefined ? [] : fieldsAt({ name, port, path }, write, flow);
  });
}

/** What is marked is refused where it is written, once. */
function fieldsAt(place: LineagePlace, write: ast.WriteNode, flow: FlowAnalysis): WrittenField[] {
  const origins = originsInside(flow, place);
  if (origins.some(({ stream }) => stream === undefined)) return [];
  return origins.flatMap(({ stream, path }) => (stream === undefined ? [] : [{ stream, path, write }]));
}
