import type { Connector } from '../connector.ts';
import { abandonPart } from '../files/part-file.ts';
import { openCsvSink } from './csv-sink.ts';
import { openCsvSource } from './csv-source.ts';

export const csv: Connector = { name: 'csv', openSource: openCsvSource, openSink: openCsvSink, abandon: abandonPart };
