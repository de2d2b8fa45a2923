import type { Edge, RecordType, Stage } from '@millrace/grammar';
import { type BatchQueue, BoundedQueue } from './bounded-queue.ts';
import { heldEdges } from './held-edges.ts';
import { HeldQueue } from './held-queue.ts';
import { type Input, MergedInlet } from './inlet.ts';
import { NodeRun } from './node-run.ts';
import { Outlet } from './outlet.ts';
import { ProgressReporter } from './progress.ts';
import { isWholeTask } from './plan-places.ts';
import type { RunContext } from './run-context.ts';
import { RunError } from './run-error.ts';
import { asRunError, failureOf } from './run-failure.ts';

/** Ends the waits of all nodes; the first error that is reported is the run's. */
export type Stop = (error: RunError) => void;

/** The nodes of one wave: they run at the same time, and their sinks are published only when all of them have succeeded. */
export class WaveRun {
  readonly nodes: readonly NodeRun[];
  readonly #context: RunContext;
  readonly #stop: Stop;
  readonly #queues: readonly BatchQueue[];

  constructor(stages: readonly Stage[], context: RunContext, stop: Stop) {
    const queues = queuesOf(stages, context);
    this.nodes = connect(stages, queues, context);
    this.#queues = [...queues.values()];
    this.#context = context;
    this.#stop = stop;
  }

  /** Never rejects: what goes wrong is told to `stop`. Closes everything before it resolves. */
  async run(): Promise<void> {
    const progress = new ProgressReporter(this.nodes, this.#context);
    await Promise.all(
      this.nodes.map((node) => this.#guarded(node, () => node.run((error) => this.#fail(node, error)))),
    );
    progress.stop();
    if (!this.#context.signal.aborted) await this.#publish();
    await Promise.all(this.nodes.map((node) => this.#guarded(node, () => node.close())));
    await Promise.all(this.#queues.map((queue) => queue.close()));
  }

  /** Goes on when the run is cancelled meanwhile: half an output is worse than a late one. Ends at the first failure. */
  async #publish(): Promise<void> {
    for (const node of this.nodes) {
      if (!(await this.#guarded(node, () => node.publish()))) return;
    }
    for (const node of this.nodes) {
      if (!(await this.#guarded(node, () => node.record()))) return;
    }
  }

  async #guarded(node: NodeRun, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#fail(node, error);
      return false;
    }
  }

  /** Only the first failure counts: once the run is stopped, others fail because of that. */
  #fail(node: NodeRun, error: unknown): void {
    if (this.#context.signal.aborted) return;
    const failure = asRunError(error, node.stage.name);
    this.#stop(failure);
    node.tally.finish('failed', failureOf(failure));
  }
}

/** The edges of the wave: nodes that records connect are in one. */
function queuesOf(stages: readonly Stage[], { plan, signal }: RunContext): ReadonlyMap<Edge, BatchQueue> {
  const names = new Set(stages.map(({ name }) => name));
  const streams = plan.edges.filter(({ kind, to }) => kind === 'stream' && names.has(to));
  const held = heldEdges({ stages, edges: streams });
  return new Map(streams.map((edge) => [edge, held.has(edge) ? new HeldQueue(signal) : new BoundedQueue(signal)]));
}

function connect(stages: readonly Stage[], queues: ReadonlyMap<Edge, BatchQueue>, context: RunContext): NodeRun[] {
  const streams = [...queues.keys()];
  return stages.map((stage) => {
    const leaving = (port: Edge['port']) => streams.filter((edge) => edge.from === stage.name && edge.port === port);
    const outletOf = (edges: Edge[]) => new Outlet(edges.map((edge) => queues.get(edge) as BatchQueue));
    const [firstError, ...otherErrors] = leaving('errors');
    const errors = firstError && {
      schema: firstError.schema as RecordType,
      outlet: outletOf([firstError, ...otherErrors]),
    };
    const inputs = inputsOf(stage, queues);
    const named = stage.kind === 'route' ? stage.ports.map(({ name }) => name) : [];
    const ports = new Map(named.map((name) => [name, outletOf(leaving(name))]));
    return new NodeRun(stage, { inputs, out: outletOf(leaving('out')), ports, errors }, context);
  });
}

const severalInputs = new Set<Stage['kind']>(['join', 'sql']);

function inputsOf(stage: Stage, queues: ReadonlyMap<Edge, BatchQueue>): Input[] {
  const { kind, name } = stage;
  const entering = [...queues].filter(([{ to }]) => to === name);
  if (kind === 'union') return [{ inlet: new MergedInlet(entering.map(([, queue]) => queue)) }];
  if (entering.length < 2 || severalInputs.has(kind) || isWholeTask(stage))
    return entering.map(([{ as, schema }, inlet]) => ({ as, schema, inlet }));
  const message = `"${name}" has ${entering.length} inputs, but a ${kind} takes one`;
  throw new RunError('plan-unsupported', message, { node: name });
}
