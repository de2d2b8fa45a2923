import type { RecordType, Stage } from '@millrace/grammar';
import { type BadRecord, Batch } from '../batch/batch.ts';
import { hidePersonal } from './hide-personal.ts';
import type { NodeTally } from './node-tally.ts';
import type { Outlet } from './outlet.ts';
import type { RunContext } from './run-context.ts';
import { RunError } from './run-error.ts';

/** Events of failed records per node; what fails beyond is counted only. */
const eventsMax = 100;
const recordTextMax = 300;

/** A bad record and the code its failure has when nothing takes it. */
export interface BadRecordWithCode extends BadRecord {
  code?: string;
}

/** The errors port of a node, where somebody reads it. */
export interface ErrorPort {
  schema: RecordType;
  outlet: Outlet;
}

/**
 * Decides what becomes of the bad records of one node: they leave by its errors port where that is read (one batch per input
 * batch, maybe empty, under the same sequence), else they are skipped or end the run as `onError` says. [N3]
 */
export class BadRecords {
  readonly #tally: NodeTally;
  readonly #port: ErrorPort | undefined;
  readonly #context: RunContext;
  /** What batches before this one had has been told before the run was resumed. */
  readonly #untold: number;
  #reported: number;

  constructor(tally: NodeTally, port: ErrorPort | undefined, context: RunContext, untold = 0) {
    this.#tally = tally;
    this.#port = port;
    this.#context = context;
    this.#untold = untold;
    this.#reported = untold;
  }

  /** Of batches before this one bad records have been told, in this attempt or one before. */
  get reported(): number {
    return this.#reported;
  }

  /** Counts and tells those of a batch. Throws a RunError where one of them ends the run. */
  report(bad: readonly BadRecordWithCode[], sequence: number): void {
    for (const record of bad) this.#report(record, sequence);
    this.#reported = Math.max(this.#reported, sequence + 1);
    const [first] = bad;
    if (this.#port === undefined && first !== undefined && this.#stage.onError === 'fail')
      throw failureOfRecord(first, this.#stage);
  }

  async emit(bad: readonly BadRecord[], sequence: number): Promise<void> {
    await this.#port?.outlet.emit(this.#batchOf(this.#port.schema, bad, sequence));
  }

  end(): void {
    this.#port?.outlet.end();
  }

  get #stage(): Stage {
    return this.#tally.stage;
  }

  #report({ message, attempt, record, source }: BadRecord, sequence: number): void {
    this.#tally.failed++;
    if (this.#tally.failed > eventsMax || sequence < this.#untold) return;
    const shown = hidePersonal(record, this.#stage.input ?? this.#stage.output);
    this.#context.emit({ type: 'record-failed', node: this.#stage.name, message, attempt, record: shown, source });
  }

  #batchOf(schema: RecordType, bad: readonly BadRecord[], sequence: number): Batch {
    const node = this.#stage.name;
    const at = new Date(this.#context.clock.now());
    const rows = bad.map(({ record, message, attempt, source }) => {
      const line = source?.line === undefined ? null : BigInt(source.line);
      return { record: record ?? null, message, node, attempt, at, line };
    });
    return Batch.fromRows({ node, sequence }, schema, rows);
  }
}

function failureOfRecord(bad: BadRecordWithCode, { name, input, output }: Stage): RunError {
  const shown = hidePersonal(bad.record, input ?? output);
  const text = shown === undefined ? '' : `; the record is ${shortened(JSON.stringify(shown))}`;
  const message = `"${name}" cannot process a record${placeOf(bad)}: ${bad.message}${text}`;
  return new RunError(bad.code ?? 'record-failed', message, { node: name });
}

/** Where the record stood in its source; connectors say the line in their message already. */
function placeOf({ source, message }: BadRecord): string {
  if (source === undefined) return '';
  const isSaid = source.line === undefined || message.startsWith(`Line ${source.line}:`);
  return isSaid ? ` of ${source.path}` : ` of ${source.path}, line ${source.line}`;
}

function shortened(text: string): string {
  return text.length <= recordTextMax ? text : `${text.slice(0, recordTextMax)}…`;
}
