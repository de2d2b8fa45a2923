import { type Column, valueAt } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';

const sampleSize = 16;

/** About how many bytes a batch takes; what is not a plain array of numbers is judged by a few of its values. */
export function batchBytes(batch: Batch): number {
  return batch.columns.reduce((sum, column) => sum + columnBytes(column), 0);
}

function columnBytes(column: Column): number {
  const { values, length } = column;
  if (!Array.isArray(values)) return values.byteLength;
  const step = Math.max(1, Math.floor(length / sampleSize));
  let bytes = 0;
  let seen = 0;
  for (let row = 0; row < length; row += step, seen++) bytes += valueBytes(valueAt(column, row));
  return seen === 0 ? 0 : (bytes / seen) * length;
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length;
  if (ArrayBuffer.isView(value)) return 16 + value.byteLength;
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + valueBytes(element), 16);
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce<number>((sum, inner) => sum + valueBytes(inner), 16);
}
