/**
 * Which nodes see records that never end [N7], and which need all of theirs. A read that never ends makes everything below it
 * endless, through the flows that are used too; a node that needs all of its input would wait there for ever.
 */
import { connectors } from '../catalog/connectors/index.ts';
import type { ConnectorSpec } from '../catalog/spec.ts';
import * as ast from '../generated/ast.ts';
import { analyzeFlow } from './analyze-flow.ts';
import type { FlowAnalysis, InputAnalysis, NodeAnalysis } from './flow-analysis.ts';
import { stepModeOf } from './step-mode.ts';
import { subflowsFirst } from './subflows.ts';

/** What may keep records from ever ending: a read, or whatever a stream of the flow is given. */
type Source = ast.ReadNode | string;

/** A node that needs all that an input brings, and that input; of a flow that is used the argument that leads to the node. */
export interface NeededWhole {
  node: ast.Node;
  input: InputAnalysis;
}

interface FlowBounds {
  /** By the name of a node or a stream; of a use by its name and its port. */
  sources: Map<string, ReadonlySet<Source>>;
  needed: NeededWhole[];
}

const none: ReadonlySet<Source> = new Set();

export class Boundedness {
  private readonly endless: ReadonlySet<string>;
  private readonly known = new WeakMap<FlowAnalysis, FlowBounds>();

  constructor(specs: readonly ConnectorSpec[]) {
    this.endless = new Set(specs.filter(({ isUnbounded }) => isUnbounded).map(({ name }) => name));
  }

  /** The reads that keep the records of an input from ending; none where they end, or nobody here knows. */
  endlessReads(flow: FlowAnalysis, input: InputAnalysis): ast.ReadNode[] {
    return [...sourcesOf(input, this.of(flow))].filter((source) => typeof source !== 'string');
  }

  neededWhole(flow: FlowAnalysis): NeededWhole[] {
    return this.of(flow).needed;
  }

  private of(flow: FlowAnalysis): FlowBounds {
    const known = this.known.get(flow);
    if (known !== undefined) return known;
    const isKnown = (one: ast.Flow) => this.known.has(analyzeFlow(one));
    for (const inner of subflowsFirst(flow.flow, isKnown).map(analyzeFlow)) {
      if (!this.known.has(inner)) this.known.set(inner, this.find(inner));
    }
    const found = this.find(flow);
    this.known.set(flow, found);
    return found;
  }

  private find(flow: FlowAnalysis): FlowBounds {
    const bounds: FlowBounds = { sources: new Map(), needed: [] };
    for (const name of flow.streams.keys()) bounds.sources.set(name, new Set([name]));
    for (const name of flow.order) this.add(flow.nodes.get(name) as NodeAnalysis, bounds);
    return bounds;
  }

  private add(analysis: NodeAnalysis, bounds: FlowBounds): void {
    const { name, node, inputs, use } = analysis;
    const own = ast.isReadNode(node) && this.endless.has(node.source?.dataset?.$refText ?? '') ? [node] : [];
    const sources = new Set([...own, ...inputs.flatMap((input) => [...sourcesOf(input, bounds)])]);
    if (sources.size > 0) bounds.sources.set(name, sources);
    bounds.needed.push(...neededBy(analysis).map((input) => ({ node, input })));
    const inner = use && this.known.get(use.analysis);
    if (use === undefined || inner === undefined) return;
    const given = (source: Source) => {
      const argument = typeof source === 'string' ? use.streams.get(source) : undefined;
      return argument === undefined ? [source] : [...sourcesOf(argument, bounds)];
    };
    for (const { node: output } of use.analysis.flow.outputs) {
      const reached = [...(inner.sources.get(output?.$refText) ?? none)].flatMap(given);
      bounds.sources.set(`${name}.${output?.$refText}`, new Set(reached));
    }
    for (const { node: needing, input } of inner.needed) {
      const streams = [...sourcesOf(input, inner)].filter((source) => typeof source === 'string');
      const needed = streams.map((stream) => use.streams.get(stream)).filter((argument) => argument !== undefined);
      bounds.needed.push(...needed.map((argument) => ({ node: needing, input: argument })));
    }
  }
}

/** With the connectors that there are. */
export const boundedness = new Boundedness(connectors);

function sourcesOf({ from = '', port }: InputAnalysis, { sources }: FlowBounds): ReadonlySet<Source> {
  return sources.get(`${from}.${port}`) ?? sources.get(from) ?? none;
}

/** The inputs that a node must have seen to their end before it gives anything. */
export function neededBy({ node, inputs }: NodeAnalysis): InputAnalysis[] {
  switch (node.$type) {
    case 'SqlNode':
      return inputs;
    case 'AggregateNode':
      return node.window === undefined ? inputs : [];
    case 'JoinNode':
      return inputs.slice(1);
    case 'TaskNode':
      return stepModeOf(node) === 'whole' ? inputs : [];
    default:
      return [];
  }
}
