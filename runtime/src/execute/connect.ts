/** Makes the queues of a wave and the nodes between them. */
import type { Edge, RecordType, Stage } from '@millrace/grammar';
import { type BatchQueue, BoundedQueue, beginningAt } from './bounded-queue.ts';
import { heldEdges } from './held-edges.ts';
import { HeldQueue } from './held-queue.ts';
import { type Input, MergedInlet } from './inlet.ts';
import { isKept } from './kept-file.ts';
import { mayBeKept, neededOn, stillNodes } from './needs.ts';
import { NodeRun } from './node-run.ts';
import { Outlet } from './outlet.ts';
import { isWholeTask } from './plan-places.ts';
import type { RunContext } from './run-context.ts';
import { RunError } from './run-error.ts';
import type { RunLedger } from './run-ledger.ts';

/** The edges of the wave: nodes that records connect are in one. */
export function queuesOf(stages: readonly Stage[], { plan, signal }: RunContext): ReadonlyMap<Edge, BatchQueue> {
  const names = new Set(stages.map(({ name }) => name));
  const streams = plan.edges.filter(({ kind, to }) => kind === 'stream' && names.has(to));
  const held = heldEdges({ stages, edges: streams });
  return new Map(streams.map((edge) => [edge, held.has(edge) ? new HeldQueue(signal) : new BoundedQueue(signal)]));
}

export function connect(
  stages: readonly Stage[],
  queues: ReadonlyMap<Edge, BatchQueue>,
  context: RunContext,
): NodeRun[] {
  const streams = [...queues.keys()];
  const still = stillNodes(stages, streams);
  const startOf = startsOf(stages, streams, context.ledger);
  return stages.map((stage) => {
    const leaving = (port: Edge['port']) => streams.filter((edge) => edge.from === stage.name && edge.port === port);
    const outletOf = (edges: Edge[]) =>
      new Outlet(edges.map((edge) => beginningAt(queues.get(edge) as BatchQueue, startOf(edge))));
    const [firstError, ...otherErrors] = leaving('errors');
    const errors = firstError && {
      schema: firstError.schema as RecordType,
      outlet: outletOf([firstError, ...otherErrors]),
    };
    const isStill = still.has(stage.name);
    const inputs = inputsOf(stage, queues, context.ledger, isStill);
    const named = stage.kind === 'route' ? stage.ports.map(({ name }) => name) : [];
    const ports = new Map(named.map((name) => [name, outletOf(leaving(name))]));
    return new NodeRun(stage, { inputs, out: outletOf(leaving('out')), ports, errors, isStill }, context);
  });
}

/** With which batch the consumers of edges begin; with the first where no run is resumed. */
function startsOf(
  stages: readonly Stage[],
  streams: readonly Edge[],
  ledger: RunLedger | undefined,
): (edge: Edge) => number {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  return (edge) => {
    const to = byName.get(edge.to);
    const before = ledger?.nodes.get(edge.to);
    if (to === undefined || before === undefined) return 0;
    const { start, merged, position } = before;
    return neededOn(edge, to, streams, { start, isKept: mayBeKept(to) && isKept(position), merged: () => merged });
  };
}

const severalInputs = new Set<Stage['kind']>(['join', 'sql']);

function inputsOf(
  stage: Stage,
  queues: ReadonlyMap<Edge, BatchQueue>,
  ledger: RunLedger | undefined,
  isStill: boolean,
): Input[] {
  const { kind, name } = stage;
  const entering = [...queues].filter(([{ to }]) => to === name);
  if (kind === 'union') {
    const { start, merged } = ledger?.nodes.get(name) ?? {};
    const merging = entering.map(([, queue]) => queue);
    return [
      { inlet: new MergedInlet(merging, { isStill: isStill || ledger === undefined, sequence: start, state: merged }) },
    ];
  }
  if (entering.length < 2 || severalInputs.has(kind) || isWholeTask(stage))
    return entering.map(([{ as, schema }, inlet]) => ({ as, schema, inlet }));
  const message = `"${name}" has ${entering.length} inputs, but a ${kind} takes one`;
  throw new RunError('plan-unsupported', message, { node: name });
}
