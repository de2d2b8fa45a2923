import type { Readable } from 'node:stream';
import { batchMark } from './child-protocol.ts';
import { readLines } from './read-lines.ts';

/** Gives each line of what user code prints, with the sequence of the batch that was under way when it did. */
export function readBatchLines(stream: Readable, onLine: (line: string, batch: number | undefined) => void): void {
  let batch: number | undefined;
  readLines(stream, (line) => {
    const mark = line.lastIndexOf(batchMark);
    const sequence = mark === -1 ? Number.NaN : Number(line.slice(mark + batchMark.length));
    if (!Number.isInteger(sequence)) return onLine(line, batch);
    // Before the mark stands what was printed without an end of line.
    if (mark > 0) onLine(line.slice(0, mark), batch);
    batch = sequence < 0 ? undefined : sequence;
  });
}
