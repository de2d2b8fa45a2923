import type { Readable } from 'node:stream';

/** More than anything that is sent, so such a length is none. */
const lengthMax = 512 * 1024 ** 2;

/** Gives the text of each frame of a stream: four bytes that say its length, then as much UTF-8. */
export function readFrames(stream: Readable, onFrame: (text: string) => void, onBroken: () => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    for (;;) {
      const length = lengthOf(chunks, size);
      if (length !== undefined && length > lengthMax) return onBroken();
      if (length === undefined || size < 4 + length) return;
      const all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size);
      const rest = all.subarray(4 + length);
      chunks = rest.length === 0 ? [] : [rest];
      size = rest.length;
      onFrame(all.toString('utf8', 4, 4 + length));
    }
  });
}

/** Pieces are joined only when a frame is whole, so that a large one is not copied again and again. */
function lengthOf(chunks: Buffer[], size: number): number | undefined {
  if (size < 4) return undefined;
  const [first] = chunks;
  if (first !== undefined && first.length < 4) chunks.splice(0, chunks.length, Buffer.concat(chunks, size));
  return chunks[0]?.readUInt32BE(0);
}
