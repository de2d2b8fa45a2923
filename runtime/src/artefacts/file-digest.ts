import { createHash, hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { entryPoint } from '../execute/entry-point.ts';

/** Above this a file is read in a worker, so that whoever else is at work here goes on. */
const inlineBytes = 8 << 20;
/** Read at once: more is no faster, and leaves the caches of the processor. */
const pieceBytes = 256 << 10;

/** The SHA-256 of a file's content, in hex. Rejects with what the system says, or with the signal's reason. */
export async function digestFile(path: string, signal?: AbortSignal): Promise<string> {
  const { size } = await stat(path);
  signal?.throwIfAborted();
  if (size > inlineBytes) return digestInWorker(path, signal);
  const content = await readFile(path);
  signal?.throwIfAborted();
  return hash('sha256', content);
}

/** Holds up its thread; into one buffer, for making one for each piece costs as much as the digest does. */
export function digestHere(path: string): string {
  const digest = createHash('sha256');
  const piece = Buffer.allocUnsafeSlow(pieceBytes);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece))
      digest.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return digest.digest('hex');
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
