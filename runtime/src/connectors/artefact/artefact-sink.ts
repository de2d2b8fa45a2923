import type { Batch } from '../../batch/batch.ts';
import { bytesOfBatch } from '../../batch/batch-bytes.ts';
import { openTextSinkAt } from '../files/text-sink.ts';
import { frameStart, headOf } from './batch-frames.ts';
import type { StoredFormat } from './stored-sink.ts';

/** The result of a node in the store of artefacts, batch for batch; its path there is that of the artefact. */
export const keptFormat: StoredFormat = {
  extension: 'batches',
  takesEmptyBatches: true,
  open: (place, context) => openTextSinkAt(place, { head: frameStart, print: frameOf }, context),
};

function frameOf(batch: Batch): Buffer {
  const content = bytesOfBatch(batch);
  return Buffer.concat([headOf({ bytes: content.length, records: batch.length }), content]);
}
