/**
 * What was found out of a node holds as long as its statement, what comes into it and the parameters around it are the same. A text of
 * which a part is read again keeps all others, so after a key only those are analysed again to whom it makes a difference.
 * Remembered are only kinds that look at nothing else (no model, no file, no other flow), and nodes in which nothing is wrong.
 */
import type { LangiumDocument } from 'langium';
import type * as ast from '../generated/ast.ts';
import type { RecordType, Type } from '../types/type.ts';
import type { NodeAnalysis } from './flow-analysis.ts';
import type { NodeFacts } from './node-context.ts';
import { isSameData } from './same-data.ts';

export interface KnownFacts {
  inputs: readonly (RecordType | undefined)[];
  parameters: ReadonlyMap<string, Type>;
  facts: NodeFacts;
  expressions: NodeAnalysis['expressions'];
  /** Made of them, where nothing around the node takes some of it back. */
  analysis?: NodeAnalysis;
}

const selfContained: ReadonlySet<string> = new Set<ast.Node['$type']>([
  'SelectNode',
  'FilterNode',
  'RouteNode',
  'JoinNode',
  'UnionNode',
  'AggregateNode',
]);

const known = new WeakMap<ast.Node, KnownFacts>();

export function rememberFacts(node: ast.Node, facts: KnownFacts): void {
  if (selfContained.has(node.$type)) known.set(node, facts);
}

/** What a node is asked about with, without a list of it for each of hundreds that stayed as they were. */
export interface Around {
  inputCount: number;
  inputAt(index: number): RecordType | undefined;
  parameters: KnownFacts['parameters'];
}

export function factsKnown(node: ast.Node, { inputCount, inputAt, parameters }: Around): KnownFacts | undefined {
  const found = known.get(node);
  if (found?.parameters !== parameters || found.inputs.length !== inputCount) return undefined;
  return found.inputs.every((record, index) => record === inputAt(index)) ? found : undefined;
}

/** Of nodes that nobody looks at. */
export function forgetNodes(document: LangiumDocument, nodes: readonly ast.Node[]): void {
  lastGiven.delete(document);
  for (const node of nodes) known.delete(node);
}

/** What the nodes of a flow gave when it was last analysed. */
export type LastGiven = ReadonlyMap<string, NodeFacts>;

const lastGiven = new WeakMap<LangiumDocument, Map<string, LastGiven>>();

export function givenBefore(document: LangiumDocument, flow: string): LastGiven {
  return lastGiven.get(document)?.get(flow) ?? new Map();
}

/** For the next analysis; those of flows that are no more are forgotten. */
export function rememberGiven(document: LangiumDocument, flow: string, given: LastGiven): void {
  const flows = lastGiven.get(document) ?? new Map<string, LastGiven>();
  const { declarations } = document.parseResult.value as ast.FlowFile;
  if (flows.size > declarations.length) {
    const names = new Set(declarations.map((one) => (one as { name?: string }).name));
    for (const name of flows.keys()) if (!names.has(name)) flows.delete(name);
  }
  lastGiven.set(document, flows.set(flow, given));
}

/** The same facts; where a record says what the last one said it is that one, by which others see that nothing changed for them. */
export function steady(facts: NodeFacts, last: NodeFacts | undefined): NodeFacts {
  if (last === undefined) return facts;
  const { output, ports } = facts;
  return {
    ...facts,
    ...(output && { output: steadyData(output, last.output) }),
    ...(ports && {
      ports: new Map([...ports].map(([name, record]) => [name, steadyData(record, last.ports?.get(name))])),
    }),
  };
}

function steadyData<T>(data: T, last: T | undefined): T {
  return last !== undefined && isSameData(data, last) ? last : data;
}

const lastParameters = new WeakMap<readonly ast.Parameter[], ReadonlyMap<string, unknown>[]>();

/** The same map as long as it says the same of the same parameters. */
export function steadyParameters<M extends ReadonlyMap<string, unknown>>(
  list: readonly ast.Parameter[],
  at: number,
  types: M,
): M {
  const all = lastParameters.get(list) ?? [];
  const last = all[at] as M | undefined;
  const isSame = last?.size === types.size && [...types].every(([name, type]) => isSameData(type, last.get(name)));
  if (isSame) return last;
  all[at] = types;
  lastParameters.set(list, all);
  return types;
}
