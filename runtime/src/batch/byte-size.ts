import type { Column } from '@millrace/grammar';
import type { Batch } from './batch.ts';

const sampleSize = 16;
const valueOverhead = 16;

/** About how many bytes a batch holds. Typed arrays are counted; of plain values a few are looked at and scaled up. */
export function byteSizeOf(batch: Batch): number {
  let bytes = 0;
  for (const column of batch.columns) bytes += columnBytes(column);
  return bytes;
}

function columnBytes({ values, nulls }: Column): number {
  const marks = nulls?.byteLength ?? 0;
  return marks + (Array.isArray(values) ? sampledBytes(values) : values.byteLength);
}

function sampledBytes(values: readonly unknown[]): number {
  const step = Math.max(1, Math.floor(values.length / sampleSize));
  let bytes = 0;
  let seen = 0;
  for (let i = 0; i < values.length; i += step) {
    bytes += valueBytes(values[i], 3);
    seen++;
  }
  return seen === 0 ? 0 : Math.ceil((bytes / seen) * values.length);
}

function valueBytes(value: unknown, depth: number): number {
  if (typeof value === 'string') return valueOverhead + value.length;
  if (ArrayBuffer.isView(value)) return valueOverhead + value.byteLength;
  if (typeof value !== 'object' || value === null || depth === 0) return valueOverhead;
  let bytes = valueOverhead;
  for (const part of Object.values(value)) bytes += valueBytes(part, depth - 1);
  return bytes;
}
