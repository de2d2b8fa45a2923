import { availableParallelism } from 'node:os';
import type { Sessions } from './batcher.ts';
import type { Job, JobResult, WorkerSetup } from './inference-protocol.ts';
import { SessionWorker } from './session-worker.ts';

const sessionsMax = 8;
const modelBytesMax = 1024 ** 3;

export interface PoolSize {
  sessions: number;
  threads: number;
}

/**
 * One session with one thread for each core gives more than one session with all of them, but each holds the model: as many
 * as fit in 1 GiB, and the cores that are left become their threads.
 */
export function poolSizeFor(modelBytes: number, cores: number = availableParallelism()): PoolSize {
  const fitting = Math.max(1, Math.floor(modelBytesMax / Math.max(1, modelBytes)));
  const sessions = Math.min(cores, sessionsMax, fitting);
  return { sessions, threads: Math.max(1, Math.floor(cores / sessions)) };
}

/** The sessions of one model, each in a worker thread. The infer node that opened it closes it. */
export class InferencePool implements Sessions {
  readonly #workers: SessionWorker[];

  /** Rejects with a RunError when the model can't be loaded; what was started by then is closed. */
  static async open(setup: Omit<WorkerSetup, 'threads'>, model: string, size: PoolSize): Promise<InferencePool> {
    const starts = Array.from({ length: size.sessions }, () =>
      SessionWorker.start({ ...setup, threads: size.threads }, model),
    );
    const settled = await Promise.allSettled(starts);
    const workers = settled.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const pool = new InferencePool(workers);
    const failed = settled.find((start) => start.status === 'rejected');
    if (failed === undefined) return pool;
    await pool.close(false);
    throw failed.reason;
  }

  constructor(workers: SessionWorker[]) {
    this.#workers = workers;
  }

  get count(): number {
    return this.#workers.length;
  }

  get idle(): number {
    return this.#workers.filter((worker) => worker.isIdle).length;
  }

  run(job: Job): Promise<JobResult> {
    const worker = this.#workers.find(({ isIdle }) => isIdle);
    if (worker === undefined) throw new Error('A job was given to a pool without an idle session');
    return worker.run(job);
  }

  /** Waits for jobs under way, except where one is known to hang. Allowed twice. */
  async close(isHung: boolean): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close(isHung)));
  }
}
