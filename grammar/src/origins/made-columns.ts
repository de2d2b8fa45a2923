/**
 * Most nodes hand most columns on, and a column may go through thousands of nodes. Where it was made, or came out of a node that
 * only its trace tells of, is written down node by node, from the first that hands it on: nobody has to walk there.
 */
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import type { LineagePlace } from './column-trace.ts';

/** By column that a node copies: the place farthest up that it is a copy of. */
type Made = ReadonlyMap<string, LineagePlace>;

const nothing: Made = new Map();

export class MadeColumns {
  private readonly nodes: FlowAnalysis['nodes'];
  private readonly known = new Map<string, Made>();

  constructor({ nodes }: FlowAnalysis) {
    this.nodes = nodes;
  }

  /** undefined of a column that is not known to be a copy. */
  of({ name, path }: LineagePlace): LineagePlace | undefined {
    const column = path.length === 1 ? path[0] : undefined;
    return column === undefined ? undefined : this.madeBefore(name).get(column);
  }

  private madeBefore(name: string): Made {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    for (const node of this.unknownAbove(name).reverse()) this.known.set(node.name, this.copiesOf(node));
    return this.known.get(name) ?? nothing;
  }

  /** The node and those it has its records from, without a circle. */
  private unknownAbove(name: string): NodeAnalysis[] {
    const found = new Set<NodeAnalysis>();
    for (let at: string | undefined = name; at !== undefined && !this.known.has(at); ) {
      const node = this.nodes.get(at);
      if (node === undefined || found.has(node)) break;
      found.add(node);
      at = handsOn(node) ? node.inputs[0]?.from : undefined;
    }
    return [...found];
  }

  private copiesOf(node: NodeAnalysis): Made {
    const { from: name, port = 'out' } = node.inputs[0] ?? {};
    if (name === undefined || !handsOn(node)) return nothing;
    const above = (port === 'errors' ? undefined : this.known.get(name)) ?? nothing;
    const made = new Map<string, LineagePlace>();
    const copy = (column: string, path: readonly string[]) => {
      const before = path.length === 1 ? above.get(path[0] as string) : undefined;
      made.set(column, before ?? { name, port, path });
    };
    if (node.kind === 'filter') for (const field of node.output?.fields ?? []) copy(field.name, [field.name]);
    for (const { field, expression } of node.columns ?? [])
      if (expression?.op === 'field') copy(field.name, expression.path);
    return made;
  }
}

function handsOn({ kind }: NodeAnalysis): boolean {
  return kind === 'filter' || kind === 'select';
}
