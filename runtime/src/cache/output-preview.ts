import { type ConnectorCall, printType, type RecordType } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import { jsonValueOf } from '../batch/record-json.ts';
import type { Source } from '../connectors/connector.ts';
import { connectorOf } from '../nodes/connector-of.ts';
import type { RunEvent } from '../protocol.ts';

export type OutputPreview = Pick<Extract<RunEvent, { type: 'preview' }>, 'columns' | 'rows'>;

const rowsMax = 20;

/** The first records of an output that stands already; undefined where they cannot be read. */
export async function outputPreview(
  connector: ConnectorCall,
  schema: RecordType,
  projectFolder: string,
): Promise<OutputPreview | undefined> {
  const { signal } = new AbortController();
  try {
    const open = connectorOf(connector.name, 'openSource');
    const source = await open(connector, { projectFolder, schema, batchSize: rowsMax, signal });
    const rows = await firstRows(source, schema);
    return {
      columns: schema.fields.map(({ name, type }) => ({ name, type: printType(type) })),
      rows: rows.map((row) => schema.fields.map(({ name }) => jsonValueOf(row[name]))),
    };
  } catch {
    // It is a courtesy; whoever reads the output for its own sake is told what is wrong with it.
    return undefined;
  }
}

async function firstRows(source: Source, schema: RecordType): Promise<Record<string, unknown>[]> {
  try {
    const { columns = [], length = 0 } = (await source.next()) ?? {};
    return new Batch({ node: '', sequence: 0 }, schema, columns, length).rows().slice(0, rowsMax);
  } finally {
    await source.close();
  }
}
