import { AstUtils } from 'langium';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import type { ColumnOrigin } from './column-origin.ts';
import { Lineage } from './lineage.ts';

const lineages = new WeakMap<FlowAnalysis, Lineage>();
const inner = new WeakMap<FlowAnalysis, Lineage>();

/**
 * The source columns that a column of a node is computed from, at most 1,000 of them. Found when asked for and kept as
 * long as the analysis. Empty where there is no such column, and for a constant.
 */
export function originsOf(
  flow: FlowAnalysis,
  node: string,
  path: readonly string[],
  port = 'out',
): readonly ColumnOrigin[] {
  return [...lineageOf(flow).originsAt({ name: node, port, path }).values()];
}

/** Every column that leaves the node by its name, with its origins. */
export function originsByColumn(flow: FlowAnalysis, node: string): ReadonlyMap<string, readonly ColumnOrigin[]> {
  const fields = flow.nodes.get(node)?.output?.fields ?? [];
  return new Map(fields.map(({ name }) => [name, originsOf(flow, node, [name])]));
}

function lineageOf(flow: FlowAnalysis): Lineage {
  const lineage = lineages.get(flow) ?? new Lineage(flow, { sourcesAt: originAt, least: 'hidden', most: 1000 }, inner);
  lineages.set(flow, lineage);
  return lineage;
}

function originAt({ flow }: FlowAnalysis, node: string, _record: unknown, path: readonly string[]): ColumnOrigin[] {
  const file = AstUtils.getDocument(flow).uri.toString();
  return [{ file, flow: flow.name ?? '', node, path, way: 'copied' }];
}
