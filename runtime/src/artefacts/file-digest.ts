import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { entryPoint } from '../execute/entry-point.ts';

/** Above this a file is read in a worker, so that whoever else is at work here goes on. */
const inlineBytes = 8 << 20;

/** The SHA-256 of a file's content, in hex. Rejects with what the system says, or with the signal's reason. */
export async function digestFile(path: string, signal?: AbortSignal): Promise<string> {
  const { size } = await stat(path);
  signal?.throwIfAborted();
  return size <= inlineBytes ? digestHere(path, signal) : digestInWorker(path, signal);
}

export async function digestHere(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk);
  return hash.digest('hex');
}

async function digestInWorker(path: string, signal: AbortSignal | undefined): Promise<string> {
  const worker = new Worker(entryPoint('./digest.entry.ts', import.meta.url), { workerData: path });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
      worker.once('exit', () => reject(signal?.reason ?? new Error(`Nobody read "${path}" to its end`)));
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
