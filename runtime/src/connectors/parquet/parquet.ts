import type { Connector } from '../connector.ts';
import { abandonPart } from '../files/part-file.ts';
import { openParquetSink } from './parquet-sink.ts';
import { openParquetSource } from './parquet-source.ts';

export const parquet: Connector = {
  name: 'parquet',
  openSource: openParquetSource,
  openSink: openParquetSink,
  abandon: abandonPart,
};
