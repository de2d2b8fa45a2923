import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { recordType, type TaskStage } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { RunError } from '../execute/run-error.ts';
import type { NodeContext } from '../nodes/node-behaviour.ts';
import { type OpenMessage, pieceMax, pieceMs } from './child-protocol.ts';
import { makeGranted } from './confinement.ts';
import { parametersIn } from './own-parameters.ts';
import type { OpenRunner, Outcome } from './runner.ts';
import { type ChildEnd, UserProcess } from './user-process.ts';
import type { StartWire } from './wire.ts';

/** How long code that is under way may go on after the run was stopped, and how long its `close` may take. */
const graceMs = 1000;
const closeMs = 10_000;
/** Processes that died one after the other without one record done in between. */
const deathsMax = 10;

/**
 * Keeps a process for the task's code, and starts another when it dies. When one dies or hangs, the records whose outcome it
 * took along are given one by one to the next, so the record to blame fails alone.
 */
export class ProcessRunner implements OpenRunner {
  readonly #start: StartWire;
  readonly #stage: TaskStage;
  readonly #context: NodeContext;
  readonly #folder: string;
  readonly #given: { batch: Batch; input: string }[] = [];
  #child: UserProcess | undefined;
  #deaths = 0;
  #outcomes: readonly Outcome[] = [];
  #callOffEnd: () => void = () => {};

  constructor(start: StartWire, stage: TaskStage, context: NodeContext) {
    this.#start = start;
    this.#stage = stage;
    this.#context = context;
    this.#folder = realpathSync(context.projectFolder);
    makeGranted(stage.effects, this.#folder);
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

  /** They are kept here too, for a process that takes the place of one that died. */
  async give(batch: Batch, input: string): Promise<void> {
    this.#given.push({ batch, input });
    this.#refuse(await (await this.#living()).give(batch, input));
  }

  async callWhole(attempt: number): Promise<Outcome[]> {
    const isAlive = this.#child?.isAlive;
    const child = await this.#living();
    if (!isAlive) for (const { batch, input } of this.#given) this.#refuse(await child.give(batch, input));
    const outcomes: Outcome[] = [];
    const end = await child.callWhole(attempt, this.#stage.timeoutMs, (piece) => {
      for (const outcome of piece) outcomes.push(outcome);
    });
    this.#refuse(end);
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
    this.#given.length = 0;
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

  async #living(): Promise<UserProcess> {
    if (this.#child?.isAlive) return this.#child;
    const { log, clock } = this.#context;
    const { memoryBytes, cpu } = this.#stage.deployment?.resources ?? {};
    const { reads, writes } = this.#stage.effects;
    const wire = this.#start({ projectFolder: this.#folder, reads, writes, memoryBytes, cpu });
    const child = new UserProcess(wire, {
      memoryBytes,
      log,
      after: (delayMs, action) => clock.after(delayMs, action),
    });
    this.#child = child;
    const { timeoutMs } = this.#stage;
    const end = await child.open(this.#openMessage(), timeoutMs && Math.max(timeoutMs, closeMs));
    if (end !== undefined) child.kill(end);
    this.#context.signal.throwIfAborted();
    if (end === undefined) return child;
    const code = end.code === 'python-missing' ? end.code : 'task-load';
    throw this.#error(code, `Cannot open ${this.#stage.runner.file}: ${end.message}`);
  }

  #openMessage(): OpenMessage {
    const { runner, mode, name: node, scope, output, input, model } = this.#stage;
    const { flow, runId, parameterValues, inputs } = this.#context;
    return {
      type: 'open',
      file: join(this.#folder, runner.file),
      export: runner.export,
      mode,
      gives: model === undefined ? (output === undefined ? 'nothing' : 'records') : 'model',
      projectFolder: this.#folder,
      context: { node, flow, runId, parameters: parametersIn(scope, parameterValues) },
      inputs: mode === 'whole' ? [...inputs] : [{ as: '', schema: input ?? recordType([]) }],
      ...(output && { output }),
    };
  }

  #countDeath(death: ChildEnd): void {
    this.#deaths++;
    if (this.#deaths < deathsMax) return;
    throw this.#error(
      death.code,
      `The process of "${this.#stage.name}" died ${deathsMax} times in a row: ${death.message}`,
    );
  }

  #refuse(end: ChildEnd | undefined): void {
    if (end === undefined) return;
    this.#context.signal.throwIfAborted();
    throw this.#error(end.code, `${this.#stage.runner.file}: ${end.message}`);
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
