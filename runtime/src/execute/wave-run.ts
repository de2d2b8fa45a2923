import type { Edge, RecordType, Stage } from '@millrace/grammar';
import { BoundedQueue } from './bounded-queue.ts';
import { type Inlet, MergedInlet } from './inlet.ts';
import { NodeRun } from './node-run.ts';
import { Outlet } from './outlet.ts';
import { ProgressReporter } from './progress.ts';
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

  constructor(stages: readonly Stage[], context: RunContext, stop: Stop) {
    this.nodes = connect(stages, context);
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
  }

  /** Goes on when the run is cancelled meanwhile: half an output is worse than a late one. Ends at the first failure. */
  async #publish(): Promise<void> {
    for (const node of this.nodes) {
      if (!(await this.#guarded(node, () => node.publish()))) return;
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

function connect(stages: readonly Stage[], context: RunContext): NodeRun[] {
  const streams = context.plan.edges.filter(({ kind }) => kind === 'stream');
  const queues = new Map(streams.map((edge) => [edge, new BoundedQueue(context.signal)]));
  return stages.map((stage) => {
    const leaving = (port: Edge['port']) => streams.filter((edge) => edge.from === stage.name && edge.port === port);
    const outletOf = (edges: Edge[]) => new Outlet(edges.map((edge) => queues.get(edge) as BoundedQueue));
    const [firstError, ...otherErrors] = leaving('errors');
    const errors = firstError && {
      schema: firstError.schema as RecordType,
      outlet: outletOf([firstError, ...otherErrors]),
    };
    const inlet = inletOf(stage, streams, queues);
    const named = stage.kind === 'route' ? stage.ports.map(({ name }) => name) : [];
    const ports = new Map(named.map((name) => [name, outletOf(leaving(name))]));
    return new NodeRun(stage, { inlet, out: outletOf(leaving('out')), ports, errors }, context);
  });
}

function inletOf(stage: Stage, streams: readonly Edge[], queues: ReadonlyMap<Edge, BoundedQueue>): Inlet | undefined {
  const entering = streams.filter(({ to }) => to === stage.name);
  if (stage.kind === 'union') return new MergedInlet(entering.map((edge) => queues.get(edge) as BoundedQueue));
  const [edge, ...others] = entering;
  if (others.length === 0) return edge && queues.get(edge);
  const message = `"${stage.name}" has ${others.length + 1} inputs, but a ${stage.kind} takes one`;
  throw new RunError('plan-unsupported', message, { node: stage.name });
}
