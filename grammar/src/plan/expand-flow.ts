/**
 * A flow with every `use` replaced by the nodes of the flow it uses, called `use.node`, with parameters of their own of the same
 * names; groups are gone. What the executor gets has no flows inside of flows.
 */
import { constantOf } from '../analysis/constant-of.ts';
import type { FlowAnalysis, InputAnalysis, NodeAnalysis, Use } from '../analysis/flow-analysis.ts';
import { mainOutput } from '../analysis/subflows.ts';
import { constantValue } from '../expressions/fold-constant.ts';
import type { Scalar, Type } from '../types/type.ts';
import { edgesOf, type FlowEdge } from './edges.ts';
import type { PlanParameter } from './plan.ts';
import { withValues } from './with-values.ts';

export interface ExpandedNode {
  /** With the names of the uses around it: `checked.kept`. */
  name: string;
  analysis: NodeAnalysis;
  /** Of the flow it stands in. */
  values: PlanParameter[];
  /** Before the names of its flow's parameters, to tell them from those of other flows. */
  prefix: string;
}

export interface ExpandedFlow {
  nodes: ExpandedNode[];
  edges: FlowEdge[];
  parameters: PlanParameter[];
  outputs: string[];
}

/** Far beyond what a person draws; flows that use each other twice over grow as 2 to the power of their depth. */
const nodesMax = 10_000;
/** Flows inside of flows; each is a level of calls here. */
const depthMax = 200;

/** The streams of the flow itself are nodes of their names where they are given; else that is a problem. */
export function expandFlow(
  flow: FlowAnalysis,
  values: PlanParameter[],
  areStreamsGiven: boolean,
  problems: string[],
): ExpandedFlow {
  const expansion: ExpandedFlow = { nodes: [], edges: [], parameters: [], outputs: [] };
  const [stream] = flow.streams.keys();
  if (stream !== undefined && !areStreamsGiven) {
    problems.push(`Flow "${flow.flow.name}" takes the stream "${stream}"; use it in a flow that reads its records`);
    return expansion;
  }
  const scope = expandInto(expansion, { flow, values, prefix: '', depth: 0, streams: new Map() }, problems);
  expansion.outputs = flow.flow.outputs.map(({ node }) => scope(node.$refText, 'out').from);
  return expansion;
}

interface Instance {
  flow: FlowAnalysis;
  values: PlanParameter[];
  prefix: string;
  /** How many uses are around it. */
  depth: number;
  /** Where the records of its stream parameters come from. */
  streams: Map<string, Source>;
}

interface Source {
  from: string;
  port: string;
}

/** Where what a name and a port mean in a flow comes from, once it is expanded. */
type Resolve = (name: string, port: string) => Source;

function expandInto(into: ExpandedFlow, instance: Instance, problems: string[]): Resolve {
  const { flow, values, prefix, streams } = instance;
  const inner = new Map<string, { resolve: Resolve; use: Use }>();
  into.parameters.push(...values.map((one) => ({ ...one, name: prefix + one.name })));
  const resolve: Resolve = (name, port) => {
    const stream = streams.get(name);
    if (stream !== undefined) return stream;
    const used = inner.get(name);
    if (used === undefined) return { from: prefix + name, port };
    return resolveOutput(used.use.analysis, used.resolve, port);
  };
  for (const name of flow.order) {
    const analysis = flow.nodes.get(name) as NodeAnalysis;
    if (into.nodes.length > nodesMax || instance.depth > depthMax) return tooLarge(instance.depth, problems, resolve);
    if (analysis.use === undefined) into.nodes.push({ name: prefix + name, analysis, values, prefix });
    else
      inner.set(name, {
        use: analysis.use,
        resolve: expandUse(into, analysis.use, name, { instance, resolve }, problems),
      });
  }
  for (const edge of edgesOf(flow)) into.edges.push(...expandEdge(edge, { prefix, inner, resolve, nodes: into.nodes }));
  return resolve;
}

function tooLarge(depth: number, problems: string[], resolve: Resolve): Resolve {
  const problem =
    depth > depthMax
      ? `Flows use each other more than ${depthMax} deep`
      : `With the flows that it uses the flow has more than ${nodesMax} nodes`;
  if (!problems.includes(problem)) problems.push(problem);
  return resolve;
}

/** `n` is the main output, `n.a` one of several, `n.a.errors` its bad records. */
function resolveOutput({ flow }: FlowAnalysis, resolve: Resolve, port: string): Source {
  if (port === 'out') return resolve(mainOutput(flow)?.node.$refText ?? '', 'out');
  const [output = '', errors = 'out'] = port.split('.');
  return resolve(output, errors);
}

function expandUse(
  into: ExpandedFlow,
  use: Use,
  name: string,
  { instance, resolve }: { instance: Instance; resolve: Resolve },
  problems: string[],
): Resolve {
  const given = ([parameter, { from, port }]: [string, InputAnalysis]) =>
    [parameter, resolve(from ?? '', port)] as const;
  const streams = new Map([...use.streams].map(given));
  const values = parametersOf(use, instance.values);
  return expandInto(
    into,
    { flow: use.analysis, values, prefix: `${instance.prefix}${name}.`, depth: instance.depth + 1, streams },
    problems,
  );
}

/** Each parameter of a used flow: what is given, computed with the values of the flow around, else its default. */
function parametersOf({ analysis, values }: Use, around: PlanParameter[]): PlanParameter[] {
  return [...analysis.parameters].flatMap(([name, type]) => {
    const given = values.get(name);
    const value = given === undefined ? defaultOf(analysis, name, type) : constantValue(withValues(given, around));
    return value === undefined || Array.isArray(value) ? [] : [{ name, type, value }];
  });
}

function defaultOf({ flow }: FlowAnalysis, name: string, type: Type): Scalar | undefined {
  const otherwise = flow.parameters.find((parameter) => parameter.name === name)?.default;
  const constant = otherwise && constantOf(otherwise, type, () => {});
  return constant?.is === 'constant' ? constant.value : undefined;
}

interface EdgeScope {
  prefix: string;
  inner: Map<string, { resolve: Resolve; use: Use }>;
  resolve: Resolve;
  nodes: ExpandedNode[];
}

/** None into a use: the nodes inside have edges from where its streams come from. */
function expandEdge(edge: FlowEdge, { prefix, inner, resolve, nodes }: EdgeScope): FlowEdge[] {
  if (inner.has(edge.to)) return [];
  const to = prefix + edge.to;
  if (edge.kind === 'stream') return [withId({ ...edge, ...resolve(edge.from, edge.port), to })];
  if (!inner.has(edge.from)) return [withId({ ...edge, from: prefix + edge.from, to })];
  // To wait for a use is to wait for all that it does.
  const all = nodes.filter(({ name }) => name.startsWith(`${prefix}${edge.from}.`));
  return all.map(({ name }) => withId({ ...edge, from: name, to }));
}

function withId(edge: FlowEdge): FlowEdge {
  const as = edge.as === undefined ? '' : `.${edge.as}`;
  const id = edge.kind === 'order' ? `${edge.from}~>${edge.to}` : `${edge.from}.${edge.port}->${edge.to}${as}`;
  return { ...edge, id };
}
