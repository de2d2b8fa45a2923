import { createHash } from 'node:crypto';
import { type Column, canonicalJson, columnOf, compileExpression, type ReviewStage } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { recordJsonOf } from '../batch/record-json.ts';
import { RunError } from '../execute/run-error.ts';
import { type BadRow, type NodeBehaviour, type NodeContext, oneBatch, type TransformResult } from './node-behaviour.ts';
import { type RecordFit, recordFit } from './record-fit.ts';
import type { Question, ReviewAnswer, Reviews } from './reviews.ts';
import { RowFailures } from './row-failures.ts';

/**
 * Asks people about records. Those that are answered go on with their answers, and so do those nobody has to be asked about; the
 * others wait in the catalogue, and a later run goes on with them. A record is asked about once, in whichever run and wherever it
 * comes from: the same record, asked the same of the same people, has the same answer. [N18]
 */
export const review: NodeBehaviour<'review'> = {
  kind: 'review',
  async open(stage, context) {
    const { reviews } = context;
    if (reviews === undefined) throw noCatalogue(stage);
    const node = new Asking(stage, reviews, context);
    return {
      role: 'transform',
      inFlight: oneBatch,
      isRetryable: false,
      keepsTimeout: true,
      process: (batch) => node.process(batch),
      complete: async () => node.tellWaiting(),
      close: async () => {},
    };
  },
};

function noCatalogue({ name }: ReviewStage): RunError {
  const message = `"${name}" asks people, and what they answer is in the catalogue of a project, which this run does not have: run it in its project, without --no-record`;
  return new RunError('review-without-catalogue', message, { node: name });
}

class Asking {
  readonly #stage: ReviewStage;
  readonly #reviews: Reviews;
  readonly #context: NodeContext;
  readonly #fit: RecordFit;
  readonly #isAsked: (batch: Batch, failures: RowFailures) => boolean[];
  #waiting = 0;

  constructor(stage: ReviewStage, reviews: Reviews, context: NodeContext) {
    this.#stage = stage;
    this.#reviews = reviews;
    this.#context = context;
    this.#fit = recordFit({ kind: 'record', fields: stage.answers, nullable: false });
    this.#isAsked = askedRows(stage, context);
  }

  async process(batch: Batch): Promise<TransformResult> {
    const failures = new RowFailures();
    const isAsked = this.#isAsked(batch, failures);
    const questions = isAsked.map((asked, row) => (asked ? this.#question(batch, row) : undefined));
    const answers = await this.#reviews.ask(
      questions.filter((question) => question !== undefined),
      this.#context.runId,
    );
    const rows: number[] = [];
    const given: Record<string, unknown>[] = [];
    const late: BadRow[] = [];
    questions.forEach((question, row) => {
      if (failures.has(row)) return;
      const answer = question && answers.get(question.digest);
      if (answer?.isLate) late.push({ row, message: this.#nobodyAnswered() });
      else if (question === undefined || answer?.values !== undefined) {
        rows.push(row);
        given.push(this.#answered(answer));
      } else this.#waiting++;
    });
    return { output: this.#output(batch, rows, given), bad: [...failures.list(), ...late], origins: rows };
  }

  tellWaiting(): void {
    if (this.#waiting === 0) return;
    const { by } = this.#stage;
    const many = `${this.#waiting} ${this.#waiting === 1 ? 'record waits' : 'records wait'}`;
    this.#context.log('stderr', `${many} for an answer of ${by}: millrace review list\n`);
  }

  #question(batch: Batch, row: number): Question {
    const { by, answers, timeoutMs, name } = this.#stage;
    const record = recordJsonOf(batch.row(row));
    const ask = answers.map(({ name, type, rules }) => ({ name, type, ...(rules && { rules }) }));
    const digest = createHash('sha256').update(canonicalJson({ by, ask, record })).digest('hex');
    return {
      digest,
      node: name,
      flow: this.#context.flow,
      by,
      ask,
      record,
      ...(timeoutMs !== undefined && { timeoutMs }),
    };
  }

  /** Answers are checked when they are given; a question that has changed since has another digest. */
  #answered(answer: ReviewAnswer | undefined): Record<string, unknown> {
    if (answer?.values === undefined) return {};
    const fitted = this.#fit(answer.values);
    if (typeof fitted === 'string')
      throw new RunError('review-answer', `An answer to "${this.#stage.name}" is ${fitted}`);
    return fitted;
  }

  #output(batch: Batch, rows: readonly number[], given: readonly Record<string, unknown>[]): Batch {
    const { name, output, answers } = this.#stage;
    const kept = rows.length === batch.length ? batch : batch.take(Uint32Array.from(rows));
    const columns = output.fields.map((field): Column => {
      const isAnswer = answers.some((answer) => answer.name === field.name);
      if (!isAnswer) return { ...kept.column(field.name), type: field.type };
      return columnOf(
        field.type,
        given.map((answer) => answer[field.name] ?? null),
      );
    });
    return kept.with(name, output, columns);
  }

  #nobodyAnswered(): string {
    return `${this.#stage.by} gave no answer in time`;
  }
}

/** Without `when` about all of them. */
function askedRows(stage: ReviewStage, { parameters, secret }: NodeContext) {
  const condition = stage.when && compileExpression(stage.when, parameters, secret);
  return (batch: Batch, failures: RowFailures): boolean[] => {
    const column = condition?.(batch, failures);
    return Array.from(
      { length: batch.length },
      (_, row) => column === undefined || (column.values[row] === 1 && column.nulls?.[row] !== 1),
    );
  };
}
