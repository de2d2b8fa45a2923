import type { Connector } from '../connector.ts';
import { openParquetSink } from './parquet-sink.ts';
import { openParquetSource } from './parquet-source.ts';

export const parquet: Connector = { name: 'parquet', openSource: openParquetSource, openSink: openParquetSink };
