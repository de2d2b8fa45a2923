import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '@millrace/grammar';

/** Bytes in memory as a source. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** A file as a source that counts what is read of it. Its opener closes it. */
export function openCountingSource(file: string): ByteSource & { bytesRead: number; reads: number; close(): void } {
  const descriptor = openSync(file, 'r');
  return {
    size: fstatSync(descriptor).size,
    bytesRead: 0,
    reads: 0,
    read(offset, length) {
      const bytes = new Uint8Array(length);
      const count = readSync(descriptor, bytes, 0, length, offset);
      this.bytesRead += count;
      this.reads++;
      return bytes.subarray(0, count);
    },
    close: () => closeSync(descriptor),
  };
}
