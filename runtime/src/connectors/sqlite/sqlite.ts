import type { Connector } from '../connector.ts';
import { abandonPart } from '../files/part-file.ts';
import { forgetPublished } from './sqlite-notes.ts';
import { openSqliteSink } from './sqlite-sink.ts';
import { openSqliteSource } from './sqlite-source.ts';

export const sqlite: Connector = {
  name: 'sqlite',
  openSource: openSqliteSource,
  openSink: openSqliteSink,
  abandon: abandonPart,
  forget: forgetPublished,
};
