import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { encodeModel } from '../../examples/card-fraud/make/onnx-file.ts';
import { concat, integer, text, varint } from '../../examples/card-fraud/make/protobuf-writer.ts';
import { sumModel } from './onnx-model.ts';

/** Bytes, or a hole of so many bytes in a sparse file. */
type Segment = Uint8Array | number;

/**
 * Writes a well-formed model with `count` weights of `size` bytes each that takes no room on the disk, since the weights are
 * holes. It is a `sumModel(4)` to its callers.
 */
export function writeSparseModel(file: string, { count, size }: { count: number; size: number }): void {
  const weights = Array.from({ length: count }, (_, i) => enclose(5, weight(`weight_${i}`, size))).flat();
  writeSegments(file, [...enclose(7, weights), encodeModel(sumModel(4))]);
}

function weight(name: string, size: number): Segment[] {
  const header = concat([integer(1, size / 4), integer(2, 1), text(8, name)]);
  return [header, ...enclose(9, [size])];
}

function enclose(field: number, content: Segment[]): Segment[] {
  return [
    concat([varint(field * 8 + 2), varint(content.reduce((sum: number, part) => sum + lengthOf(part), 0))]),
    ...content,
  ];
}

function lengthOf(segment: Segment): number {
  return typeof segment === 'number' ? segment : segment.length;
}

function writeSegments(file: string, segments: Segment[]): void {
  const descriptor = openSync(file, 'w');
  let at = 0;
  for (const segment of segments) {
    if (typeof segment !== 'number') writeSync(descriptor, segment, 0, segment.length, at);
    at += lengthOf(segment);
  }
  ftruncateSync(descriptor, at);
  closeSync(descriptor);
}
