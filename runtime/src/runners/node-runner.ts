import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskStage } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { RunError } from '../execute/run-error.ts';
import type { NodeContext } from '../nodes/node-behaviour.ts';
import { pieceMax, pieceMs } from './child-protocol.ts';
import { type ChildEnd, NodeChild } from './node-child.ts';
import type { OpenRunner, Outcome, Runner } from './runner.ts';

/** How long code that is under way may go on after the run was stopped, and how long its `close` may take. */
const graceMs = 1000;
const closeMs = 10_000;
/** Processes that died one after the other without one record done in between. */
const deathsMax = 10;

/** Runs a function of a JavaScript or TypeScript file in a process of its own. */
export const nodeRunner: Runner = {
  name: 'node',
  async open(stage, context) {
    const runner = new NodeRunner(stage, context);
    await runner.open();
    return runner;
  },
};

/**
 * Keeps a process for the task's code, and starts another when it dies. When one dies or hangs, the records whose outcome it
 * took along are given one by one to the next, so the record to blame fails alone.
 */
class NodeRunner implements OpenRunner {
  readonly #stage: TaskStage;
  readonly #context: NodeContext;
  readonly #folder: string;
  #child: NodeChild | undefined;
  #deaths = 0;
  #outcomes: readonly Outcome[] = [];
  #callOffEnd: () => void = () => {};

  constructor(stage: TaskStage, context: NodeContext) {
    this.#stage = stage;
    this.#context = context;
    this.#folder = realpathSync(context.projectFolder);
    context.signal.addEventListener('abort', () => this.#endAfterGrace(), { once: true });
  }

  get doneInCall(): number {
    return this.#outcomes.length;
  }

  /** Leaves nothing behind when it rejects. */
  async open(): Promise<void> {
    try {
      await this.#living();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async call(batch: Batch, attempt: number): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    this.#outcomes = outcomes;
    if (this.#stage.mode === 'record') await this.#callPerRecord(batch, attempt, outcomes);
    else await this.#callPerBatch(batch, attempt, outcomes);
    this.#outcomes = [];
    return outcomes;
  }

  async #callPerRecord(batch: Batch, attempt: number, outcomes: Outcome[]): Promise<void> {
    let oneByOneUntil = 0;
    while (outcomes.length < batch.length) {
      const done = outcomes.length;
      const end = done < oneByOneUntil ? done + 1 : batch.length;
      const death = await this.#callOnce(batch.slice(done, end), attempt, outcomes);
      if (death === undefined) continue;
      this.#countDeath(death);
      if (end - done === 1) outcomes.push(death);
      else oneByOneUntil = outcomes.length + pieceMax;
    }
  }

  /** Nobody but the code knows which record of a call is to blame, so all of them are. */
  async #callPerBatch(batch: Batch, attempt: number, outcomes: Outcome[]): Promise<void> {
    const callMax = this.#stage.batch.max ?? batch.length;
    while (outcomes.length < batch.length) {
      const done = outcomes.length;
      const part = batch.slice(done, Math.min(done + callMax, batch.length));
      const death = await this.#callOnce(part, attempt, outcomes);
      if (death === undefined) continue;
      this.#countDeath(death);
      while (outcomes.length < done + part.length) outcomes.push(death);
    }
  }

  async close(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.#callOffEnd();
    const isStopped = this.#context.signal.aborted;
    const end = await child?.close(isStopped ? graceMs : closeMs);
    if (end === undefined || isStopped) return;
    throw this.#error(end.code, `${this.#stage.runner.file} failed to close: ${end.message}`);
  }

  /** Appends the outcomes that came; the result is why not all did. */
  async #callOnce(batch: Batch, attempt: number, outcomes: Outcome[]): Promise<ChildEnd | undefined> {
    const child = await this.#living();
    const death = await child.call(batch, attempt, this.#limitMs(batch.length), (piece) => {
      this.#deaths = 0;
      for (const outcome of piece) outcomes.push(outcome);
    });
    if (death !== undefined) this.#context.signal.throwIfAborted();
    return death;
  }

  /** The timeout is for one call; what has been done before it is handed over a little later. */
  #limitMs(records: number): number | undefined {
    const { timeoutMs, mode } = this.#stage;
    if (timeoutMs === undefined) return undefined;
    return mode === 'record' && records > 1 ? timeoutMs + 2 * pieceMs : timeoutMs;
  }

  async #living(): Promise<NodeChild> {
    if (this.#child?.isAlive) return this.#child;
    const { log, clock } = this.#context;
    const child = new NodeChild({
      projectFolder: this.#folder,
      reads: this.#stage.effects.reads,
      log,
      after: (delayMs, action) => clock.after(delayMs, action),
    });
    this.#child = child;
    const end = await child.open(
      this.#openMessage(),
      this.#stage.timeoutMs && Math.max(this.#stage.timeoutMs, closeMs),
    );
    if (end !== undefined) child.kill(end);
    this.#context.signal.throwIfAborted();
    if (end !== undefined) throw this.#error('task-load', `Cannot open ${this.#stage.runner.file}: ${end.message}`);
    return child;
  }

  #openMessage() {
    const { runner, mode, name: node, scope } = this.#stage;
    const { flow, runId, parameterValues } = this.#context;
    const context = { node, flow, runId, parameters: parametersIn(scope, parameterValues) };
    const file = join(this.#folder, runner.file);
    // Of a whole task nothing is started.
    const each: 'batch' | 'record' = mode === 'batch' ? mode : 'record';
    return { type: 'open' as const, file, export: runner.export, mode: each, projectFolder: this.#folder, context };
  }

  #countDeath(death: ChildEnd): void {
    this.#deaths++;
    if (this.#deaths < deathsMax) return;
    throw this.#error(
      death.code,
      `The process of "${this.#stage.name}" died ${deathsMax} times in a row: ${death.message}`,
    );
  }

  #endAfterGrace(): void {
    this.#callOffEnd = this.#context.clock.after(graceMs, () => {
      this.#child?.kill({ code: 'task-crashed', message: 'it was ended because the run was stopped' });
    });
  }

  #error(code: string, message: string): RunError {
    return new RunError(code, message, { node: this.#stage.name });
  }
}

/** Code sees the parameters of the flow it is written in, by their names; those of flows around or inside have a scope before them. */
function parametersIn(scope = '', values: Record<string, unknown>): Record<string, unknown> {
  const own = Object.entries(values).filter(([name]) => name.startsWith(scope));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(scope.length), value]));
}
