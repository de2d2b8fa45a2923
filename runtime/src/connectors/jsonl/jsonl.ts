import type { Connector } from '../connector.ts';
import { abandonPart } from '../files/part-file.ts';
import { openJsonlSink } from './jsonl-sink.ts';
import { openJsonlSource } from './jsonl-source.ts';

export const jsonl: Connector = {
  name: 'jsonl',
  openSource: openJsonlSource,
  openSink: openJsonlSink,
  abandon: abandonPart,
};
