import type { Connector } from '../connector.ts';
import { forgetPublished } from './postgres-notes.ts';
import { abandonPostgres, openPostgresSink } from './postgres-sink.ts';
import { openPostgresSource } from './postgres-source.ts';

export const postgres: Connector = {
  name: 'postgres',
  openSource: openPostgresSource,
  openSink: openPostgresSink,
  abandon: abandonPostgres,
  forget: forgetPublished,
};
