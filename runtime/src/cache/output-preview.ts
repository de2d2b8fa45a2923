import { printType, type WriteStage } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import { jsonValueOf } from '../batch/record-json.ts';
import { connectors } from '../connectors/index.ts';
import type { RunEvent } from '../protocol.ts';

export type OutputPreview = Pick<Extract<RunEvent, { type: 'preview' }>, 'columns' | 'rows'>;

const rowsMax = 20;

/** The first records of an output that stands already; undefined where they cannot be read. */
export async function outputPreview(
  { name, input, connector }: WriteStage,
  { projectFolder, signal }: { projectFolder: string; signal?: AbortSignal },
): Promise<OutputPreview | undefined> {
  try {
    const context = {
      projectFolder,
      schema: input,
      batchSize: rowsMax,
      signal: signal ?? new AbortController().signal,
    };
    const source = await connectors.get(connector.name)?.openSource?.(connector, context);
    try {
      const { columns = [], length = 0 } = (await source?.next()) ?? {};
      const rows = new Batch({ node: name, sequence: 0 }, input, columns, length).rows();
      return {
        columns: input.fields.map((field) => ({ name: field.name, type: printType(field.type) })),
        rows: rows.map((row) => input.fields.map((field) => jsonValueOf(row[field.name]))),
      };
    } finally {
      await source?.close();
    }
  } catch {
    // It is a courtesy; whoever reads the output for its own sake is told what is wrong with it.
    return undefined;
  }
}
