/** Batches as bytes that this version of Node reads again, without a loss: for the disk, never for others. */
import { deserialize, serialize } from 'node:v8';
import { type Column, type ColumnValues, createColumn, type RecordType } from '@millrace/grammar';
import { Batch, type BatchId } from './batch.ts';

type Part = [values: ColumnValues, nulls: Uint8Array | undefined];

/** The same records give the same bytes. */
export function bytesOfBatch({ columns }: Batch): Buffer {
  return serialize(columns.map(({ values, nulls }): Part => [values, nulls]));
}

/** The columns of `length` records of this schema. */
export function columnsOfBytes(bytes: Uint8Array, schema: RecordType, length: number): Column[] {
  const parts = deserialize(bytes) as Part[];
  return schema.fields.map(({ type }, i): Column => {
    const [values, nulls] = parts[i] as Part;
    return createColumn(type, length, values, nulls);
  });
}

export function batchOfBytes(bytes: Uint8Array, id: BatchId, schema: RecordType, length: number): Batch {
  return new Batch(id, schema, columnsOfBytes(bytes, schema, length), length);
}
