import type { ConnectorCall } from '@millrace/grammar';
import type { Connector, Sink, SinkContext } from '../connector.ts';
import { abandonPart } from '../files/part-file.ts';
import { LeavingOut } from './leaving-out.ts';
import { openParquetSink } from './parquet-sink.ts';
import { openParquetSource } from './parquet-source.ts';
import { unfitDurations } from './unfit-durations.ts';

export const parquet: Connector = {
  name: 'parquet',
  openSource: openParquetSource,
  openSink,
  abandon: abandonPart,
};

async function openSink(call: ConnectorCall, context: SinkContext): Promise<Sink> {
  const findUnfit = unfitDurations(context.schema);
  const sink = await openParquetSink(call, context);
  return findUnfit === undefined ? sink : new LeavingOut(sink, findUnfit);
}
