import * as ast from '../generated/ast.ts';
import { factsAround } from './document-facts.ts';
import { inputsOf } from './inputs-of.ts';
import { flowOf, streamsOf } from './nodes-of.ts';

/** A place in a node that names where records come from. */
export interface SourceRef {
  /** A node, or a parameter of the flow that is a stream; undefined where the name is unknown. */
  from: ast.Stream | undefined;
  /** `out` without a port; `errors`, the name of a port, or `port.errors` with one. */
  port: string;
  place: ast.Input | ast.Argument;
}

/** Most nodes stay as they are from one key to the next, and so does what they read. */
const known = new WeakMap<ast.Node, readonly SourceRef[]>();

/** What a node reads records from, in the order of the text: its inputs, and the streams that a `use` hands to its flow. */
export function sourceRefs(node: ast.Node): readonly SourceRef[] {
  if (ast.isUseNode(node)) return streamsGiven(node);
  const last = known.get(node);
  if (last?.every(leadsThere)) return last;
  const found = inputsOf(node).map(refOf);
  known.set(node, found);
  return found;
}

function leadsThere({ from, place }: SourceRef): boolean {
  return ast.isInput(place) && place.node?.ref === from;
}

function streamsGiven(use: ast.UseNode): readonly SourceRef[] {
  const { streams } = factsAround(use);
  const found = streams.get(use) ?? streamArguments(use);
  streams.set(use, found);
  return found;
}

export function refOf(place: ast.Input): SourceRef {
  return { from: place.node?.ref, port: portOf([place.port, place.subport]), place };
}

/**
 * The arguments of a `use` that name a stream. They are written like any other value, so it is the parameter that tells; where
 * the flow or its parameter is not known, a name that is one of a stream counts as one.
 */
function streamArguments(use: ast.UseNode): SourceRef[] {
  const { run } = use;
  const flow = flowOf(run);
  const streams = flow === undefined ? [] : streamsOf(flow).filter((one) => one !== use);
  return (run?.arguments ?? []).flatMap((place) => {
    const path = pathOf(place.value);
    const parameter = run.flow?.ref?.parameters.find(({ name }) => name === place.name);
    if (path === undefined || parameter?.isStream === false) return [];
    const [name, ...ports] = path;
    const from = streams.find((one) => one.name === name);
    return from === undefined && parameter === undefined ? [] : [{ from, port: portOf(ports), place }];
  });
}

/** Whether a value can name a source: `node`, `node.port`. */
export function isPath(value: ast.Expression | undefined): boolean {
  return pathOf(value) !== undefined;
}

/** `a.b.c` as its names; undefined of anything but a path. */
function pathOf(value: ast.Expression | undefined): string[] | undefined {
  if (ast.isReference(value)) return [value.name];
  const receiver = ast.isMember(value) ? pathOf(value.receiver) : undefined;
  return receiver && [...receiver, (value as ast.Member).field];
}

function portOf(ports: (string | undefined)[]): string {
  return ports.filter((port) => port !== undefined).join('.') || 'out';
}

const knownPredecessors = new WeakMap<readonly SourceRef[], readonly ast.Node[]>();

/** The nodes that have to come before a node: those it reads, and those it waits for. */
export function predecessorsOf(node: ast.Node): readonly ast.Node[] {
  const sources = sourceRefs(node);
  const read = knownPredecessors.get(sources) ?? sources.map(({ from }) => from).filter((one) => ast.isNode(one));
  knownPredecessors.set(sources, read);
  if (!ast.isTaskNode(node) || node.after.length === 0) return read;
  return [...read, ...node.after.map(({ ref }) => ref).filter((one) => ast.isNode(one))];
}
