/** Reads what is piped into the process. It passes once, so one node reads it, and nothing of it can be had again. */
import { Readable } from 'node:stream';
import type { ConnectorCall } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';
import type { Connector, Source, SourceContext } from '../connector.ts';
import { csvDialect } from '../csv/csv-dialect.ts';
import { readCsv } from '../csv/csv-source.ts';
import { ByteWindow } from '../files/byte-window.ts';
import { fileError } from '../files/file-errors.ts';
import { StreamReader } from '../files/stream-reader.ts';
import { readJsonl } from '../jsonl/jsonl-source.ts';

const place = 'stdin';
let isTaken = false;

async function openSource(call: ConnectorCall, context: SourceContext): Promise<Source> {
  if (isTaken)
    throw new RunError('stdin-taken', 'Two nodes read stdin, which can be read once; let one feed the other');
  if (process.stdin.isTTY)
    throw new RunError(
      'stdin-missing',
      'Nothing is piped into stdin; pipe the records in, as in: millrace run main.flow < orders.jsonl',
    );
  isTaken = true;
  const input: ReadableStream<Uint8Array> = Readable.toWeb(process.stdin);
  const reader = new StreamReader(input, context.signal, (cause) => fileError(`Cannot read "${place}"`, cause));
  const window = new ByteWindow({ path: place, absolute: place, state: undefined }, reader);
  return call.options.format === 'csv' ? readCsv(window, csvDialect(call), context) : readJsonl(window, context);
}

export const stdin: Connector = { name: 'stdin', isPassing: true, openSource };
