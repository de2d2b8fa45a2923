import { layoutOf, type RecordType, type Type } from '@millrace/grammar';

/** Large enough to hide what a batch costs, small enough to stop quickly. */
const recordsMax = 4096;
const bytesMax = 32 * 1024 * 1024;
/** What a value is taken for whose size only the data knows: a string, a list, a record. */
const openBytes = 64;

/**
 * Records per batch of a source where the flow does not say: fewer where the schema alone shows that records are large, such
 * as images held as vectors. The same schema always gives the same number, so batches are cut at the same places.
 */
export function defaultBatchSize({ fields }: RecordType): number {
  const bytes = fields.reduce((sum, { type }) => sum + bytesOf(type), 0);
  return Math.max(1, Math.min(recordsMax, Math.floor(bytesMax / Math.max(1, bytes))));
}

function bytesOf(type: Type): number {
  const { array, width } = layoutOf(type);
  return array === undefined ? openBytes : array.BYTES_PER_ELEMENT * width;
}
