/**
 * A task that gets all records of all its inputs in one call. They are held in memory by the process that runs the code, so there
 * is a bound to them. The call succeeds or fails as a whole; of what it gives, a record that does not fit is bad alone.
 */
import type { TaskStage } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import { byteSizeOf } from '../batch/byte-size.ts';
import { jsonValueOf } from '../batch/record-json.ts';
import { attemptWhole } from '../execute/attempts.ts';
import type { BadRecordWithCode } from '../execute/bad-records.ts';
import { RunError } from '../execute/run-error.ts';
import type { OpenRunner, Outcome } from '../runners/runner.ts';
import { defaultBatchSize } from './default-batch-size.ts';
import type { BadRow, NodeContext, OpenFold, SourceResult } from './node-behaviour.ts';
import { type RecordFit, recordFit } from './record-fit.ts';
import { type ModelCheckpoint, modelCheckpoint } from './task-model.ts';

/** Of columns; as objects of a language they take several times as much. */
export const wholeBytesMax = 256 * 1024 ** 2;

export function openWholeTask(stage: TaskStage, context: NodeContext, runner: OpenRunner): OpenFold {
  const whole = new WholeTask(stage, context, runner);
  const { model } = stage;
  return {
    role: 'fold',
    take: (batch, input) => whole.take(batch, input),
    next: (sequence) => whole.next(sequence),
    ...(model !== undefined && { publish: () => whole.publishModel() }),
    close: () => runner.close(),
  };
}

class WholeTask {
  readonly #stage: TaskStage;
  readonly #context: NodeContext;
  readonly #runner: OpenRunner;
  readonly #fit: RecordFit | undefined;
  readonly #batchSize: number;
  #bytes = 0;
  #attempts = 1;
  #outcomes: Outcome[] | undefined;
  #checkpoint: ModelCheckpoint | undefined;

  constructor(stage: TaskStage, context: NodeContext, runner: OpenRunner) {
    this.#stage = stage;
    this.#context = context;
    this.#runner = runner;
    this.#fit = stage.output && recordFit(stage.output);
    this.#batchSize = stage.batch.max ?? (stage.output ? defaultBatchSize(stage.output) : 1);
  }

  async take(batch: Batch, input: string | undefined): Promise<BadRow[]> {
    this.#bytes += byteSizeOf(batch);
    if (this.#bytes > wholeBytesMax) throw this.#tooMuch();
    if (batch.length > 0) await this.#runner.give(batch, input ?? this.#context.inputs[0]?.as ?? '');
    return [];
  }

  async next(sequence: number): Promise<SourceResult | undefined> {
    this.#outcomes ??= await this.#call();
    const { output } = this.#stage;
    const outcomes = this.#outcomes.slice(sequence * this.#batchSize, (sequence + 1) * this.#batchSize);
    if (output === undefined || this.#fit === undefined || outcomes.length === 0) return undefined;
    const rows: Record<string, unknown>[] = [];
    const bad: BadRecordWithCode[] = [];
    for (const outcome of outcomes) this.#sort(outcome, this.#fit, rows, bad);
    return { output: Batch.fromRows({ node: this.#stage.name, sequence }, output, rows), bad };
  }

  async publishModel() {
    return this.#checkpoint === undefined ? [] : [await this.#checkpoint.publish()];
  }

  async #call(): Promise<Outcome[]> {
    const outcomes = await attemptWhole(
      (attempt) => {
        this.#attempts = attempt;
        return this.#runner.callWhole(attempt);
      },
      this.#stage,
      this.#context,
    );
    const { model } = this.#stage;
    if (model !== undefined) this.#checkpoint = await modelCheckpoint(model, outcomes[0], this.#stage, this.#context);
    return outcomes;
  }

  #sort(outcome: Outcome, fit: RecordFit, rows: Record<string, unknown>[], bad: BadRecordWithCode[]): void {
    const record = 'value' in outcome ? fit(outcome.value) : outcome;
    if (typeof record === 'string') {
      const value = 'value' in outcome ? jsonValueOf(outcome.value) : undefined;
      const message = `${this.#stage.runner.export || this.#stage.runner.file} returned ${record}`;
      bad.push({ message, attempt: this.#attempts, record: value, code: 'task-result' });
    } else if ('value' in outcome) rows.push(record as Record<string, unknown>);
    else bad.push({ ...outcome, attempt: this.#attempts });
  }

  #tooMuch(): RunError {
    const { name } = this.#stage;
    const message = `"${name}" gets all of its records in one call, and they are more than ${wholeBytesMax / 1024 ** 2} MiB. Filter or aggregate before it, select fewer columns, or use mode: batch`;
    return new RunError('memory-bound', message, { node: name });
  }
}
