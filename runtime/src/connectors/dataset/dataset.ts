import { abandonStored } from '../artefact/stored-sink.ts';
import type { Connector } from '../connector.ts';
import { openParquetSource } from '../parquet/parquet-source.ts';
import { batchFormat, openDatasetSink } from './dataset-sink.ts';

/** Batches of datasets, where the catalogue has said which: `$dataset`, with the `path` of a batch where it is read. */
export const dataset: Connector = {
  name: '$dataset',
  openSource: ({ options }, context) =>
    openParquetSource({ name: 'parquet', options: { path: String(options.path) } }, context),
  openSink: (_call, context) => openDatasetSink(context),
  abandon: async (_call, context) => abandonStored(batchFormat, context),
};
