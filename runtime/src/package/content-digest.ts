import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ByteSource } from '@millrace/grammar';

export interface ContentDigest {
  sha256: string;
  crc32: number;
  size: number;
}

export const chunkBytes = 1 << 20;

/** The parts of `source` between two offsets, a chunk at a time; a short source ends early. */
export function* chunksOf(source: ByteSource, start = 0, end = source.size): Generator<Uint8Array> {
  for (let offset = start; offset < end; ) {
    const chunk = source.read(offset, Math.min(chunkBytes, end - offset));
    if (chunk.length === 0) return;
    yield chunk;
    offset += chunk.length;
  }
}

export function digestOf(chunks: Iterable<Uint8Array>): ContentDigest {
  const hash = createHash('sha256');
  let sum = 0;
  let size = 0;
  for (const chunk of chunks) {
    hash.update(chunk);
    sum = crc32(chunk, sum);
    size += chunk.length;
  }
  return { sha256: hash.digest('hex'), crc32: sum, size };
}
