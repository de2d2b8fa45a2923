import { streamMismatch } from '../../diagnostics/flow-runs.ts';
import { recursiveUse } from '../../diagnostics/graph.ts';
import type { TypedExpression } from '../../expressions/expression.ts';
import type * as ast from '../../generated/ast.ts';
import { explainMismatch } from '../../types/is-assignable.ts';
import type { RecordType } from '../../types/type.ts';
import { isHeaderDamaged } from '../damage.ts';
import { errorRecord } from '../error-record.ts';
import type { FlowAnalysis, InputAnalysis, Use } from '../flow-analysis.ts';
import { argumentFor, parameterOf } from '../flow-arguments.ts';
import type { AnalyzeNode, NodeContext } from '../node-context.ts';
import { flowOf } from '../nodes-of.ts';
import { sourceRefs } from '../source-refs.ts';
import { isRecursive, mainOutput, recursionOf, usedFlow } from '../subflows.ts';

/** A port for each output of the flow, with its errors; one output alone is what the node itself gives. */
export const analyzeUse: AnalyzeNode<ast.UseNode> = (node, context) => {
  const flow = usedFlow(node);
  const around = flowOf(node);
  if (flow === undefined || around === undefined) return {};
  if (isRecursive(node, around)) {
    reportRecursion(node, around, context);
    return {};
  }
  const analysis = context.analysisOf(flow);
  const ports = portsOf(analysis);
  const output = ports.get(mainOutput(flow)?.node?.$refText ?? '');
  const streams = streamsGiven(node, analysis, context);
  const use: Use = { analysis, values: valuesGiven(node, analysis, context), streams };
  return { ports, use, ...(output && { output }), added: [], removed: [] };
};

/** A circle is told once in a file: at the first of its flows. */
function reportRecursion(node: ast.UseNode, around: ast.Flow, { accept }: NodeContext): void {
  const circle = recursionOf(node, around);
  if (circle.length === 0) return;
  const others = circle.slice(0, -1).map((other) => ({ node: other, property: 'name' }));
  const names = [around, ...circle].map(({ name }) => name);
  accept(recursiveUse({ node: node.run, property: 'flow' }, names, others));
}

function portsOf({ flow, nodes }: FlowAnalysis): Map<string, RecordType | undefined> {
  const ports = new Map<string, RecordType | undefined>();
  for (const { node } of flow.outputs) {
    if (node?.ref === undefined) continue;
    ports.set(node.$refText, nodes.get(node.$refText)?.output);
    ports.set(`${node.$refText}.errors`, errorRecord);
  }
  return ports;
}

function streamsGiven(node: ast.UseNode, { streams }: FlowAnalysis, { recordAt, accept }: NodeContext) {
  const given = new Map<string, InputAnalysis>();
  for (const source of sourceRefs(node)) {
    const { name } = source.place as ast.Argument;
    const wanted = name === undefined ? undefined : streams.get(name);
    if (name === undefined || !streams.has(name)) continue;
    const record = recordAt(source);
    const reason = record && wanted && explainMismatch(record, wanted);
    if (reason !== undefined) {
      const place = { node: source.place, property: 'value' };
      accept(streamMismatch(place, name, node.run.flow.$refText, reason, parameterOf(node.run, name)));
    }
    given.set(name, { from: source.from?.name, port: source.port, place: source.place, ...(record && { record }) });
  }
  return given;
}

/** The values may be computed of the parameters of the flow around; there is no record they could be read from. */
function valuesGiven(
  node: ast.UseNode,
  { parameters }: FlowAnalysis,
  context: NodeContext,
): Map<string, TypedExpression> {
  const values = new Map<string, TypedExpression>();
  if (isHeaderDamaged(node.run.flow?.ref)) return values;
  for (const [name, wanted] of parameters) {
    const argument = argumentFor(node.run, name);
    const value = argument && context.typeAs(argument.value, wanted, name);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}
