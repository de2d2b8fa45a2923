import type { ScalarName } from '@millrace/grammar';
import type { TensorValues } from './tensor-values.ts';

/** Messages between the runtime and the worker threads that run a model. All arrays of a job are handed over, not copied. */
export interface WorkerSetup {
  /** Absolute. */
  path: string;
  /** True where a wanted tensor hides behind a ZipMap node, which then has to go. */
  cutsZipMaps: boolean;
  threads: number;
  inputs: InputTensor[];
  /** Names of the tensors to fetch, in this order. */
  outputs: string[];
  /** Records of every run, where the model's first dimension is a number. */
  fixedBatch?: number;
}

export interface InputTensor {
  name: string;
  element: ScalarName;
  /** Dimensions behind the first, which counts records. */
  tail: number[];
}

/** Records to score: one array per input of the setup, row-major. */
export interface Job {
  length: number;
  /** Records per run of the model. */
  runMax: number;
  inputs: TensorValues[];
}

/** What a job gave; absent outputs mean that no record of it could be scored. */
export interface JobResult {
  outputs: (OutputTensor | undefined)[];
  failures: { row: number; message: string }[];
  runs: number;
  /** Time of all runs, with what goes into the model and comes out of it. */
  busyMs: number;
  /** Of the shortest of the runs. */
  fastestMs: number;
}

export interface OutputTensor {
  values: TensorValues;
  /** Elements per record. */
  width: number;
}

export type ToWorker = { type: 'job'; job: Job } | { type: 'close' };

export type FromWorker =
  | { type: 'ready' }
  | { type: 'result'; result: JobResult }
  /** The model cannot be loaded, or cannot be used as planned. */
  | { type: 'failed'; message: string };
