/** A worker thread with one session of one model. It runs one job at a time and is asked to end, never stopped from outside. */
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession } from 'onnxruntime-node';
import { cutZipMaps } from './cut-zip-maps.ts';
import type { FromWorker, Job, ToWorker, WorkerSetup } from './inference-protocol.ts';
import { JobRun } from './job-run.ts';
import { buffersOf } from './tensor-values.ts';

const setup = workerData as WorkerSetup;
const session = await openSession();

if (session === undefined) parentPort?.close();
else parentPort?.on('message', (message: ToWorker) => handle(message, session));

async function openSession(): Promise<InferenceSession | undefined> {
  try {
    const session = await createSession();
    send({ type: 'ready' });
    return session;
  } catch (error) {
    fail(error);
    return undefined;
  }
}

async function createSession(): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    executionMode: 'sequential',
    intraOpNumThreads: setup.threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  };
  if (!setup.cutsZipMaps) return InferenceSession.create(setup.path, options);
  return InferenceSession.create(cutZipMaps(await readFile(setup.path)), options);
}

async function handle(message: ToWorker, session: InferenceSession): Promise<void> {
  if (message.type === 'job') return score(message.job, session);
  await session.release();
  parentPort?.close();
}

async function score(job: Job, session: InferenceSession): Promise<void> {
  try {
    const result = await new JobRun(session, setup, job).run();
    const arrays = result.outputs.flatMap((output) => (output === undefined ? [] : [output.values]));
    send({ type: 'result', result }, buffersOf(arrays));
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  send({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
}

function send(message: FromWorker, buffers: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, buffers);
}
