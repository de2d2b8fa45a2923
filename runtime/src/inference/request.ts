import type { JobResult, OutputTensor } from './inference-protocol.ts';
import { allocateLike, putElements, type TensorValues } from './tensor-values.ts';

/** What became of the records of one request. */
export interface ScoredPiece {
  /** One per output; undefined where no record could be scored. */
  outputs: (OutputTensor | undefined)[];
  failures: JobResult['failures'];
}

/** Records of a request that travel in one job. */
export interface Slice {
  request: Request;
  start: number;
  count: number;
}

export interface Delivery extends ScoredPiece {
  start: number;
  count: number;
}

/** Records of one input batch that wait for their scores, which may come in parts and in any order. */
export class Request {
  readonly length: number;
  readonly inputs: TensorValues[];
  readonly result: Promise<ScoredPiece>;
  readonly #resolvers = Promise.withResolvers<ScoredPiece>();
  #scored: ScoredPiece | undefined;
  #taken = 0;
  #delivered = 0;

  constructor(length: number, inputs: TensorValues[]) {
    this.length = length;
    this.inputs = inputs;
    this.result = this.#resolvers.promise;
  }

  get isTaken(): boolean {
    return this.#taken === this.length;
  }

  /** The next records, at most `max`. */
  take(max: number): Slice {
    const start = this.#taken;
    const count = Math.min(max, this.length - start);
    this.#taken += count;
    return { request: this, start, count };
  }

  deliver({ start, count, outputs, failures }: Delivery): void {
    if (count === this.length) {
      this.#resolvers.resolve({ outputs, failures });
      return;
    }
    this.#scored ??= { outputs: outputs.map(() => undefined), failures: [] };
    const scored = this.#scored;
    outputs.forEach((output, i) => {
      if (output !== undefined) scored.outputs[i] = this.#withRows(scored.outputs[i], output, start);
    });
    scored.failures.push(...failures);
    this.#delivered += count;
    if (this.#delivered === this.length) this.#resolvers.resolve(scored);
  }

  fail(reason: unknown): void {
    this.#resolvers.reject(reason);
  }

  #withRows(whole: OutputTensor | undefined, { values, width }: OutputTensor, start: number): OutputTensor {
    const target = whole ?? { values: allocateLike(values, this.length * width), width };
    putElements(target.values, start * width, values);
    return target;
  }
}
