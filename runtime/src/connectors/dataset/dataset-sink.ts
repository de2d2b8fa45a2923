import { columnsAs } from '../../nodes/union.ts';
import { openStoredSink, type StoredFormat } from '../artefact/stored-sink.ts';
import type { Sink, SinkContext } from '../connector.ts';
import { openParquetSinkAt } from '../parquet/parquet-sink.ts';

/** A batch of a dataset: a Parquet file in the store of artefacts. The catalogue makes it a batch when it hears of it. */
export const batchFormat: StoredFormat = {
  extension: 'parquet',
  takesEmptyBatches: false,
  open: (place, context) => openParquetSinkAt(place, 'zstd', context),
};

/** With the columns of the dataset, whatever order they come in. */
export function openDatasetSink(context: SinkContext): Promise<Sink> {
  const { node, schema } = context;
  return openStoredSink(
    { ...batchFormat, fit: (batch) => batch.with(node, schema, columnsAs(batch, schema)) },
    context,
  );
}
