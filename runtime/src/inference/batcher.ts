import type { Clock } from '../execute/clock.ts';
import type { BatchSize } from './batch-size-tuner.ts';
import type { Job, JobResult, OutputTensor } from './inference-protocol.ts';
import { Request, type ScoredPiece, type Slice } from './request.ts';
import { allocateLike, elementsOf, putElements, type TensorValues } from './tensor-values.ts';

/** Where jobs go: the sessions of one model. */
export interface Sessions {
  readonly count: number;
  readonly idle: number;
  run(job: Job): Promise<JobResult>;
}

export interface BatcherOptions {
  size: BatchSize;
  /** How long a record may wait for company. */
  waitMs: number;
  /** Elements per record of each input. */
  widths: number[];
  clock: Clock;
}

/** A job takes about so long, so that messages cost little and a cancelled run ends soon. */
const jobMs = 10;
/** What takes less is not shared among the sessions: two messages and two threads that wake cost more than they save. */
const sharedMs = 1;
const runsPerJobMax = 256;

/**
 * Joins the records of several input batches to jobs of full runs, and cuts large batches to share them among the sessions.
 * Records wait for company only while a session is idle, at most `waitMs`, and not at all when no more can come.
 */
export class Batcher {
  readonly #sessions: Sessions;
  readonly #options: BatcherOptions;
  readonly #requests: Request[] = [];
  readonly #open = new Set<Request>();
  #pending = 0;
  #hasEnded = false;
  #isOverdue = false;
  #callOff: (() => void) | undefined;
  #runMs: { size: number; ms: number } | undefined;
  #records = 0;
  #room = 0;

  constructor(sessions: Sessions, options: BatcherOptions) {
    this.#sessions = sessions;
    this.#options = options;
  }

  /** Mean share of the batch maximum used. */
  get fill(): number | undefined {
    return this.#room === 0 ? undefined : this.#records / this.#room;
  }

  /** Scores records: one array per input, row-major. The arrays are the batcher's from now on. */
  submit(length: number, inputs: TensorValues[]): Promise<ScoredPiece> {
    const request = new Request(length, inputs);
    this.#requests.push(request);
    this.#open.add(request);
    this.#pending += length;
    this.#dispatch();
    return request.result.finally(() => this.#open.delete(request));
  }

  /** No record will follow. */
  end(): void {
    this.#hasEnded = true;
    this.#dispatch();
  }

  /** Gives up every request that is not finished; jobs under way are left to their sessions. */
  abandon(reason: unknown): void {
    this.#requests.length = 0;
    this.#pending = 0;
    this.#callOff?.();
    for (const request of this.#open) request.fail(reason);
  }

  #dispatch(): void {
    while (this.#sessions.idle > 0 && this.#pending > 0) {
      const { size } = this.#options.size;
      const isFull = this.#pending >= size;
      if (!isFull && !this.#hasEnded && !this.#isOverdue) {
        this.#waitForCompany();
        return;
      }
      this.#start(isFull ? this.#fullRuns(size) * size : this.#pending, size);
    }
  }

  /** Runs in the next job: about `jobMs` of them, but not more than leaves work for the other sessions, where it is worth sharing. */
  #fullRuns(size: number): number {
    if (this.#runMs?.size !== size) return 1;
    const ms = Math.max(this.#runMs.ms, 0.001);
    const all = Math.floor(this.#pending / size);
    const share = all * ms < sharedMs ? all : Math.floor(all / this.#sessions.count);
    return Math.max(1, Math.min(share, Math.round(jobMs / ms), runsPerJobMax));
  }

  #start(records: number, size: number): void {
    this.#isOverdue = false;
    this.#callOff?.();
    this.#callOff = undefined;
    const slices = this.#take(records);
    const job = { length: records, runMax: size, inputs: this.#joined(slices, records) };
    this.#sessions.run(job).then(
      (result) => this.#finish(job, slices, result),
      (error) => this.abandon(error),
    );
  }

  #finish({ length, runMax }: Job, slices: readonly Slice[], result: JobResult): void {
    this.#records += length;
    this.#room += Math.ceil(length / runMax) * runMax;
    if (length % runMax === 0 && result.failures.length === 0) this.#measure(runMax, result);
    deliver(slices, result);
    this.#dispatch();
  }

  #measure(size: number, { runs, busyMs, fastestMs }: JobResult): void {
    this.#runMs = { size, ms: busyMs / runs };
    this.#options.size.measured(size, busyMs, fastestMs);
  }

  /** The first `records` that wait, as parts of their requests. */
  #take(records: number): Slice[] {
    const slices: Slice[] = [];
    let missing = records;
    while (missing > 0) {
      const request = this.#requests[0] as Request;
      const slice = request.take(missing);
      slices.push(slice);
      missing -= slice.count;
      if (request.isTaken) this.#requests.shift();
    }
    this.#pending -= records;
    return slices;
  }

  /** A job that is exactly one request takes over its arrays. */
  #joined(slices: readonly Slice[], records: number): TensorValues[] {
    const [first] = slices as [Slice];
    if (first.count === records && first.request.length === records) return first.request.inputs;
    return this.#options.widths.map((width, input) => joinRows(slices, input, width, records));
  }

  #waitForCompany(): void {
    this.#callOff ??= this.#options.clock.after(this.#options.waitMs, () => {
      this.#callOff = undefined;
      this.#isOverdue = true;
      this.#dispatch();
    });
  }
}

function joinRows(slices: readonly Slice[], input: number, width: number, records: number): TensorValues {
  const valuesOf = ({ request }: Slice) => request.inputs[input] as TensorValues;
  const joined = allocateLike(valuesOf(slices[0] as Slice), records * width);
  let at = 0;
  for (const slice of slices) {
    const { start, count } = slice;
    putElements(joined, at, elementsOf(valuesOf(slice), start * width, (start + count) * width));
    at += count * width;
  }
  return joined;
}

/** Gives each request its part of a job's result; failures are ascending in neither. */
function deliver(slices: readonly Slice[], { outputs, failures }: JobResult): void {
  let from = 0;
  for (const { request, start, count } of slices) {
    const to = from + count;
    const own = failures
      .filter(({ row }) => row >= from && row < to)
      .map(({ row, message }) => ({ row: row - from + start, message }));
    request.deliver({
      start,
      count,
      outputs: outputs.map((output) => output && rowsOf(output, from, to)),
      failures: own,
    });
    from = to;
  }
}

function rowsOf({ values, width }: OutputTensor, from: number, to: number): OutputTensor {
  return { values: elementsOf(values, from * width, to * width), width };
}
