import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { InputTensor, Job, JobResult, OutputTensor, WorkerSetup } from './inference-protocol.ts';
import { allocateLike, elementsOf, putElements, type TensorValues } from './tensor-values.ts';

/** The model does not behave as its signature says: no record is to blame. */
class ModelMisuse extends Error {}

/**
 * Scores the records of one job in runs of at most `runMax`. A run that fails is halved until the records to blame stand
 * alone; only those fail. A model with a fixed first dimension gets its last record repeated to fill the run.
 */
export class JobRun {
  readonly #session: InferenceSession;
  readonly #setup: WorkerSetup;
  readonly #job: Job;
  readonly #outputs: (OutputTensor | undefined)[];
  readonly #failures: JobResult['failures'] = [];
  #runs = 0;
  #busyMs = 0;
  #fastestMs = Number.POSITIVE_INFINITY;

  constructor(session: InferenceSession, setup: WorkerSetup, job: Job) {
    this.#session = session;
    this.#setup = setup;
    this.#job = job;
    this.#outputs = setup.outputs.map(() => undefined);
  }

  /** Rejects when the model cannot be used as planned. */
  async run(): Promise<JobResult> {
    const { length, runMax } = this.#job;
    for (let start = 0; start < length; start += runMax) {
      await this.#runRange(start, Math.min(start + runMax, length));
    }
    const [outputs, failures] = [this.#outputs, this.#failures];
    return { outputs, failures, runs: this.#runs, busyMs: this.#busyMs, fastestMs: this.#fastestMs };
  }

  async #runRange(start: number, end: number): Promise<void> {
    try {
      await this.#runOnce(start, end);
    } catch (error) {
      if (error instanceof ModelMisuse) throw error;
      if (end - start === 1) {
        this.#failures.push({ row: start, message: error instanceof Error ? error.message : String(error) });
        return;
      }
      const middle = start + Math.ceil((end - start) / 2);
      await this.#runRange(start, middle);
      await this.#runRange(middle, end);
    }
  }

  async #runOnce(start: number, end: number): Promise<void> {
    const { inputs, outputs, fixedBatch } = this.#setup;
    const startMs = performance.now();
    const size = fixedBatch ?? end - start;
    const feeds = inputs.map((input, i) => {
      const values = rowsOf(this.#job.inputs[i] as TensorValues, widthOf(input), start, end, size);
      return [input.name, new Tensor(input.element as Tensor.Type, values as never, [size, ...input.tail])];
    });
    const results = await this.#session.run(Object.fromEntries(feeds), outputs);
    outputs.forEach((name, i) => {
      this.#keep(i, name, results[name] as Tensor, { start, end, size });
    });
    this.#noteRun(performance.now() - startMs);
  }

  #noteRun(ms: number): void {
    this.#runs++;
    this.#busyMs += ms;
    this.#fastestMs = Math.min(this.#fastestMs, ms);
  }

  #keep(index: number, name: string, tensor: Tensor, run: { start: number; end: number; size: number }): void {
    const data = tensor.data as TensorValues;
    const width = data.length / run.size;
    const output = this.#outputs[index] ?? { values: allocateLike(data, this.#job.length * width), width };
    if (tensor.dims[0] !== run.size || output.width !== width)
      throw new ModelMisuse(shapeMessage(name, tensor, run.size));
    const wanted = elementsOf(data, 0, (run.end - run.start) * width);
    putElements(output.values, run.start * width, wanted);
    this.#outputs[index] = output;
  }
}

function shapeMessage(name: string, { dims }: Tensor, size: number): string {
  return `output "${name}" came as [${dims.join(', ')}] for a batch of ${size} records; its first dimension must count records and the others stay the same`;
}

function widthOf({ tail }: InputTensor): number {
  return tail.reduce((product, size) => product * size, 1);
}

/** Records `start` to `end`, the last of them repeated until there are `size`. */
function rowsOf(values: TensorValues, width: number, start: number, end: number, size: number): TensorValues {
  const part = elementsOf(values, start * width, end * width);
  if (size === end - start) return part;
  const padded = allocateLike(values, size * width);
  putElements(padded, 0, part);
  const last = elementsOf(values, (end - 1) * width, end * width);
  for (let row = end - start; row < size; row++) putElements(padded, row * width, last);
  return padded;
}
