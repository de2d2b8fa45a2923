import type { Plan } from '@millrace/grammar';
import type { Reviews } from '../nodes/reviews.ts';
import type { Checkpoints } from '../nodes/task-model.ts';
import { protocolVersion, type RunEvent, type RunFinished, type RunStarted } from '../protocol.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import { withoutSecrets } from '../secrets/hide-secrets.ts';
import { type SecretSources, Secrets } from '../secrets/secrets.ts';
import { fitDefault } from '../values/fit-value.ts';
import { type Clock, systemClock } from './clock.ts';
import type { NodeRun } from './node-run.ts';
import { NodeTally } from './node-tally.ts';
import { refuseUnrunnable } from './refuse-unrunnable.ts';
import type { EventBody, RunContext } from './run-context.ts';
import type { RunError } from './run-error.ts';
import { asRunError, failureOf } from './run-failure.ts';
import type { RunLedger } from './run-ledger.ts';
import type { FinishedNode, RunRecorder } from './run-recorder.ts';
import { WaveRun } from './wave-run.ts';
import { wavesOf } from './waves.ts';

export interface RunOptions {
  /** Absolute; all paths of the plan are relative to it. */
  projectFolder: string;
  runId?: string;
  /** Cancels the run: no new batches, those in flight finish, nothing is published. */
  signal?: AbortSignal;
  onEvent?(event: RunEvent): void;
  /** Keeps what the run does; it fails the run where it cannot. */
  recorder?: RunRecorder;
  /** Keeps what the run needs to go on after its process was ended; its `plan` is the one to run. Ended with the run. */
  ledger?: RunLedger;
  /** How often the run writes into it; 1000 if absent. */
  ledgerIntervalMs?: number;
  /** Why the run has no ledger, for people. */
  whyNotResumable?: string;
  /** Where models that tasks make are listed; without one they lie among the artefacts. */
  checkpoints?: Checkpoints;
  /** Where questions to people wait for their answers. */
  reviews?: Reviews;
  clock?: Clock;
  /** Where secrets come from that are not in the environment variable of their name. */
  secrets?: SecretSources;
}

/**
 * Runs a plan on this machine. Emits `run-started` first, `node-finished` for every node and `run-finished` last, which is
 * also what it resolves to: operating failures end as `failed` with their cause and never reject. A sink's output gets its final
 * name only when all nodes that run with it have succeeded; after a failure or a cancel nothing of it is left, save what a run with a
 * ledger needs to go on.
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<RunFinished> {
  return new Run(plan, options).run();
}

/** One run; the only place that knows how it ended. */
class Run {
  readonly #context: RunContext;
  readonly #stopped = new AbortController();
  readonly #nodes: NodeRun[] = [];
  readonly #onEvent: RunOptions['onEvent'];
  readonly #recorder: RunRecorder | undefined;
  readonly #whyNotResumable: string | undefined;
  readonly #finishedNodes: FinishedNode[] = [];
  readonly #startedMs: number;
  readonly #secrets: Secrets;
  #isRecorded = false;
  #failure: RunError | undefined;
  #unfollow: () => void = () => {};

  constructor(plan: Plan, options: RunOptions) {
    const clock = options.clock ?? systemClock;
    const runId = options.ledger?.runId ?? options.runId ?? crypto.randomUUID();
    this.#startedMs = clock.now();
    this.#secrets = new Secrets(options.secrets ?? new Map(), options.projectFolder);
    this.#onEvent = options.onEvent;
    this.#recorder = options.recorder;
    this.#whyNotResumable = options.whyNotResumable;
    this.#context = {
      plan,
      runId,
      projectFolder: options.projectFolder,
      parameters: Object.fromEntries(plan.parameters.map(({ name, value }) => [name, value])),
      parameterValues: Object.fromEntries(
        plan.parameters.map(({ name, type, value }) => [name, fitDefault(value, type)]),
      ),
      clock,
      secret: this.#secrets.value,
      signal: this.#stopped.signal,
      recorder: options.recorder,
      ledger: options.ledger,
      ledgerIntervalMs: options.ledgerIntervalMs,
      checkpoints: options.checkpoints,
      reviews: options.reviews,
      emit: (said) => {
        const event = withoutSecrets(said);
        this.#keep(event);
        this.#onEvent?.(stamped(event, runId, clock));
      },
    };
    this.#followCancel(options.signal);
  }

  async run(): Promise<RunFinished> {
    const { plan, emit, runId, clock } = this.#context;
    const nodes = plan.stages.map(({ name, kind }) => ({ name, kind }));
    emit({ type: 'run-started', protocolVersion, flow: plan.flow, nodes, ...this.#startingPoint() });
    try {
      this.#context.ledger?.begin(plan);
      refuseUnrunnable(plan);
      await findSecrets(plan, this.#secrets, this.#stopped.signal);
      await this.#recordStart();
      await this.#runWaves();
    } catch (error) {
      this.#fail(asRunError(error));
    }
    this.#unfollow();
    this.#finishNodes();
    await this.#recordEnd();
    const isResumable = await this.#endLedger();
    const ended = { ...this.#finished(), ...(isResumable && { resumable: true as const }) };
    const finished = stamped(withoutSecrets(ended), runId, clock) as RunFinished & RunEvent;
    this.#onEvent?.(finished);
    return finished;
  }

  async #runWaves(): Promise<void> {
    const stop = (error: RunError) => this.#fail(error);
    const planned = wavesOf(this.#context.plan);
    const waves = planned.map((stages, i) => new WaveRun(i, i === planned.length - 1, stages, this.#context, stop));
    this.#nodes.push(...waves.flatMap((wave) => wave.nodes));
    for (const wave of waves) {
      if (this.#context.signal.aborted) return;
      await wave.run();
    }
  }

  #fail(error: RunError): void {
    if (this.#stopped.signal.aborted) return;
    this.#failure = error;
    this.#stopped.abort(error);
  }

  #followCancel(signal: AbortSignal | undefined): void {
    const cancel = () => this.#stopped.abort(signal?.reason);
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel);
    this.#unfollow = () => signal?.removeEventListener('abort', cancel);
  }

  /** What has not finished by now never will; a plan that was refused has no nodes yet. */
  #finishNodes(): void {
    for (const stage of this.#context.plan.stages) {
      const node = this.#nodes.find((node) => node.stage === stage);
      (node?.tally ?? new NodeTally(stage, this.#context)).finish('skipped');
    }
  }

  #finished(): EventBody & { type: 'run-finished' } {
    const isComplete = this.#nodes.every(({ tally }) => tally.hasSucceeded);
    return {
      type: 'run-finished',
      status: this.#failure !== undefined ? 'failed' : isComplete ? 'succeeded' : 'cancelled',
      durationMs: this.#context.clock.now() - this.#startedMs,
      records: Object.fromEntries(this.#sinks().map(({ stage, tally }) => [stage.name, tally.published])),
      ...(this.#failure && { error: failureOf(this.#failure) }),
    };
  }

  #keep(event: EventBody): void {
    if (event.type === 'record-failed') this.#recorder?.recordFailed(event);
    if (event.type !== 'node-finished') return;
    const { type: _, ...node } = event;
    const failed = this.#nodes.find(({ stage }) => stage.name === node.node)?.tally.failed ?? 0;
    this.#finishedNodes.push({ ...node, failed });
  }

  /** Whether the run goes on where one was ended, with which batches, and whether it could be resumed itself. */
  #startingPoint(): Pick<RunStarted, 'resumed' | 'from' | 'notResumable'> {
    const { ledger } = this.#context;
    if (ledger === undefined) return this.#whyNotResumable === undefined ? {} : { notResumable: this.#whyNotResumable };
    if (ledger.attempt === 1) return {};
    const from = [...ledger.nodes.values()].map(({ node, start, counts }) => ({
      node,
      batch: start,
      records: counts.records,
    }));
    return { resumed: true, from };
  }

  /** Whether the run can be resumed. What cannot be cleared away is no reason to call a run failed that has its outputs. */
  async #endLedger(): Promise<boolean> {
    try {
      return (await this.#context.ledger?.end(this.#finished().status)) ?? false;
    } catch {
      return false;
    }
  }

  async #recordStart(): Promise<void> {
    const { plan, runId } = this.#context;
    await this.#recorder?.started({ runId, plan, time: this.#time() });
    this.#isRecorded = true;
  }

  /** Outputs have their names already; but who relies on what is recorded must not believe that it all is. */
  async #recordEnd(): Promise<void> {
    if (!this.#isRecorded) return;
    const { status, durationMs, error } = this.#finished();
    const nodes = this.#finishedNodes;
    try {
      await this.#recorder?.finished({ status, durationMs, error, nodes, time: this.#time() });
    } catch (failure) {
      this.#failure ??= asRunError(failure);
    }
  }

  #time(): string {
    return new Date(this.#context.clock.now()).toISOString();
  }

  #sinks(): NodeRun[] {
    return this.#nodes.filter(({ stage }) => stage.kind === 'write');
  }
}

function stamped(event: EventBody, runId: string, clock: Clock): RunEvent {
  return { time: new Date(clock.now()).toISOString(), runId, ...event } as RunEvent;
}
