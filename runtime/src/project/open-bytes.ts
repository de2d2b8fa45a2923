import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '@millrace/grammar';

export interface OpenBytes extends ByteSource {
  close(): void;
}

/** Random access to a file by its descriptor, never the whole of it. The caller closes it; throws what the system says. */
export function openBytes(path: string): OpenBytes {
  const descriptor = openSync(path, 'r');
  return {
    size: fstatSync(descriptor).size,
    read: (offset, length) => readAt(descriptor, offset, length),
    close: () => closeSync(descriptor),
  };
}

function readAt(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(descriptor, bytes, filled, length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
