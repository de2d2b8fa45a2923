/**
 * Reads a Parquet file row group by row group, in batches of exactly `batchSize` records, bad ones included, in the file's order.
 * Columns nobody asks for are not read. A place in it is a number of records.
 */
import type { ConnectorCall } from '@millrace/grammar';
import { sourceNameOf } from '../../values/fit-value.ts';
import { ChunkSource } from '../chunk-source.ts';
import type { Source, SourceContext } from '../connector.ts';
import { DuckDbSession, sqlPath } from '../duckdb.ts';
import { countIn } from '../files/file-state.ts';
import { findInputFile, type InputFile, nearest, refuseOtherFile, verifyInputFile } from '../files/input-file.ts';
import { mayBeMissing, missingColumn } from '../missing-column.ts';
import { ParquetColumn } from './parquet-column.ts';

export async function openParquetSource({ options }: ConnectorCall, context: SourceContext): Promise<Source> {
  const file = await findInputFile(String(options.path), context.projectFolder);
  if (context.from !== undefined) refuseOtherFile(file, context.from);
  const session = await DuckDbSession.open(`Cannot read "${file.path}"`, { signal: context.signal });
  try {
    return sourceOf(file, await openChunks(file, session, context));
  } catch (error) {
    session.close();
    throw error;
  }
}

async function openChunks(file: InputFile, session: DuckDbSession, context: SourceContext): Promise<ChunkSource> {
  const from = `FROM read_parquet(${sqlPath(file.absolute)}, hive_partitioning = false)`;
  const found = await session.describe(`SELECT * ${from}`);
  const columns = locateColumns(file.path, found, context);
  const skipped = context.from === undefined ? 0 : countIn(context.from, 'records');
  const query = `SELECT ${columns.map((column) => column.expression).join(', ')} ${from} OFFSET ${skipped}`;
  return new ChunkSource(session, session.stream(query), columns, { ...context, path: file.path, skipped });
}

function sourceOf(file: InputFile, chunks: ChunkSource): Source {
  return {
    next: () => chunks.next(),
    position: () => file.state && { records: chunks.records, file: file.state },
    verify: () => verifyInputFile(file),
    close: () => chunks.close(),
  };
}

function locateColumns(path: string, found: { name: string; type: string }[], context: SourceContext): ParquetColumn[] {
  const types = new Map(found.map(({ name, type }) => [name, type]));
  return context.schema.fields.map((field) => {
    const name = sourceNameOf(field);
    const type = types.get(name);
    if (type === undefined && !mayBeMissing(field)) {
      const names = found.map((column) => column.name);
      throw missingColumn(path, name, names, nearest(name, names));
    }
    return new ParquetColumn(field, type, context.batchSize);
  });
}
