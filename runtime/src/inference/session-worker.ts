import { Worker } from 'node:worker_threads';
import { entryPoint } from '../execute/entry-point.ts';
import { RunError } from '../execute/run-error.ts';
import type { FromWorker, Job, JobResult, WorkerSetup } from './inference-protocol.ts';
import { buffersOf } from './tensor-values.ts';

/**
 * One worker thread with one session. It is never terminated: stopping a thread inside ONNX Runtime aborts the whole process,
 * so closing waits for the job under way, and one that hangs is only let go of.
 */
export class SessionWorker {
  readonly #worker: Worker;
  readonly #model: string;
  readonly #exited: Promise<void>;
  #answer = Promise.withResolvers<JobResult | undefined>();
  #isLoaded = false;
  #isBusy = true;
  #isGone = false;

  /** Resolves when the model is loaded; rejects with a RunError when it can't be. `model` is its path for messages. */
  static async start(setup: WorkerSetup, model: string): Promise<SessionWorker> {
    const worker = new SessionWorker(setup, model);
    await worker.#answer.promise;
    worker.#isLoaded = true;
    return worker;
  }

  constructor(setup: WorkerSetup, model: string) {
    this.#model = model;
    this.#worker = new Worker(entryPoint('inference.entry.ts', import.meta.url), { workerData: setup });
    this.#exited = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
    this.#worker.on('message', (message: FromWorker) => this.#settle(message));
    this.#worker.on('error', (error) => this.#fail('inference-crashed', `stopped: ${error.message}`));
    this.#worker.on('exit', () => this.#fail('inference-crashed', 'stopped without an answer'));
  }

  get isIdle(): boolean {
    return !this.#isBusy && !this.#isGone;
  }

  /** The arrays of the job are the worker's from now on. */
  async run(job: Job): Promise<JobResult> {
    this.#isBusy = true;
    this.#answer = Promise.withResolvers();
    this.#worker.postMessage({ type: 'job', job }, buffersOf(job.inputs));
    return (await this.#answer.promise) as JobResult;
  }

  /** Waits for the job under way, unless it is to be let go of. Allowed twice. */
  async close(isHung: boolean): Promise<void> {
    if (this.#isGone) return;
    if (isHung && this.#isBusy) return this.#worker.unref();
    await this.#answer.promise.catch(() => {});
    this.#worker.postMessage({ type: 'close' });
    await this.#exited;
  }

  #settle(message: FromWorker): void {
    this.#isBusy = false;
    if (message.type === 'failed') this.#refuse(message.message);
    else this.#answer.resolve(message.type === 'result' ? message.result : undefined);
  }

  #refuse(message: string): void {
    if (this.#isLoaded) this.#fail('model-run', `cannot be used: ${message}`);
    else this.#fail('model-load', `cannot be loaded: ${message}`);
  }

  #fail(code: string, what: string): void {
    if (code === 'inference-crashed') this.#isGone = true;
    this.#answer.promise.catch(() => {});
    this.#answer.reject(new RunError(code, `Model ${this.#model} ${what}`));
  }
}
