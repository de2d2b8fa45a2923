/**
 * A part of the floor in a process of its own: `model` calls the model in a bare loop, on as many sessions as a run of Millrace has and at the
 * batch size that is best, `duckdb` reads the file and writes another. Prints what the work itself took, as JSON.
 *
 *     node test/bench/floor-part.ts model|duckdb FOLDER RECORDS
 */
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { DuckDBInstance } from '@duckdb/node-api';
import { poolSizeFor } from 'millrace';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { floorQuery, modelOf } from './floor-project.ts';
import { measureHere } from './processor-time.ts';

interface Loop {
  model: Uint8Array;
  threads: number;
  batch: number;
  runs: number;
}

if (isMainThread)
  console.log(JSON.stringify(await part(process.argv[2], process.argv[3] ?? '', Number(process.argv[4]))));
else await workInThread(workerData as Loop);

async function part(name: string | undefined, folder: string, records: number) {
  return name === 'duckdb' ? duckDbPart(folder) : modelPart(readFileSync(modelOf(folder)), records);
}

async function duckDbPart(folder: string) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const cost = await measureHere(async () => {
    await connection.run(floorQuery(folder));
  });
  connection.closeSync();
  return cost;
}

async function modelPart(model: Uint8Array, records: number) {
  const { sessions, threads } = poolSizeFor(model.length);
  const batch = await bestBatch(model, threads);
  const runs = Math.ceil(records / batch / sessions);
  const workers = Array.from(
    { length: sessions },
    () => new Worker(new URL(import.meta.url), { workerData: { model, threads, batch, runs } satisfies Loop }),
  );
  await Promise.all(workers.map(heardFrom));
  const cost = await measureHere(async () => {
    for (const worker of workers) worker.postMessage('begin');
    await Promise.all(workers.map(heardFrom));
  });
  return { ...cost, batch };
}

/** By the processor time of a record, of each size the least of several slices taken in turn. */
async function bestBatch(model: Uint8Array, threads: number): Promise<number> {
  const session = await openSession(model, threads);
  const sizes = Array.from({ length: 9 }, (_, power) => 32 * 2 ** power);
  const least = new Map(sizes.map((size) => [size, Number.POSITIVE_INFINITY]));
  for (let turn = 0; turn < 5; turn++) {
    for (const size of sizes) {
      const runs = Math.ceil(16_384 / size);
      const { processorMs } = await measureHere(() => runBare(session, size, runs));
      least.set(size, Math.min(least.get(size) ?? 0, processorMs / (runs * size)));
    }
  }
  await session.release();
  return sizes.reduce((best, size) => ((least.get(size) ?? 0) < (least.get(best) ?? 0) ? size : best));
}

async function workInThread({ model, threads, batch, runs }: Loop): Promise<void> {
  const session = await openSession(model, threads);
  await runBare(session, batch, 10);
  parentPort?.postMessage('ready');
  await new Promise((resolve) => parentPort?.once('message', resolve));
  await runBare(session, batch, runs);
  parentPort?.postMessage('done');
  parentPort?.close();
}

async function runBare(session: InferenceSession, batch: number, runs: number): Promise<void> {
  const values = Float32Array.from({ length: batch * 3 }, (_, at) => Math.sin(at));
  for (let run = 0; run < runs; run++) await session.run({ x: new Tensor('float32', values, [batch, 3]) });
}

function openSession(model: Uint8Array, threads: number): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    executionProviders: ['cpu'],
    executionMode: 'sequential',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
  });
}

function heardFrom(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => worker.once('message', () => resolve()).once('error', reject));
}
