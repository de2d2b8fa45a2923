/**
 * The form of a kept result: a line that says what it is, then for each batch its bytes and its records as two numbers of 32 bits,
 * little-endian, and its content. Batches stay as they were, empty ones too: what is downstream cannot tell them from new ones.
 */
export const frameStart = Buffer.from('millrace batches 1\n');
export const headBytes = 8;

export interface FrameHead {
  bytes: number;
  records: number;
}

export function headOf({ bytes, records }: FrameHead): Buffer {
  const head = Buffer.allocUnsafe(headBytes);
  head.writeUInt32LE(bytes, 0);
  head.writeUInt32LE(records, 4);
  return head;
}

export function readHead(head: Buffer): FrameHead {
  return { bytes: head.readUInt32LE(0), records: head.readUInt32LE(4) };
}
