import type { Connector } from '../connector.ts';
import { openCsvSink } from './csv-sink.ts';
import { openCsvSource } from './csv-source.ts';

export const csv: Connector = { name: 'csv', openSource: openCsvSource, openSink: openCsvSink };
