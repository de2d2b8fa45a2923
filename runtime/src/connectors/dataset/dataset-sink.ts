import { mkdirSync, rmSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import type { RecordType } from '@millrace/grammar';
import { keepPart, newPart, type StoredArtefact } from '../../artefacts/artefact-store.ts';
import type { Batch } from '../../batch/batch.ts';
import { columnsAs } from '../../nodes/union.ts';
import type { Artefact, Sink, SinkContext } from '../connector.ts';
import { openParquetSink } from '../parquet/parquet-sink.ts';

const extension = 'parquet';

/**
 * Writes a batch of a dataset: a Parquet file in the store of artefacts, with the columns of the dataset. The catalogue makes it a
 * batch when it hears of it. A run that is resumed writes it from its beginning, and the same records give the same file.
 */
export async function openDatasetSink(context: SinkContext): Promise<Sink> {
  const part = newPart(context.projectFolder, extension);
  mkdirSync(dirname(part), { recursive: true });
  const path = relative(context.projectFolder, part).split(sep).join('/');
  const { at: _, isResumable: __, ...anew } = context;
  const sink = await openParquetSink({ name: 'parquet', options: { path } }, anew);
  return new DatasetSink(sink, part, context);
}

class DatasetSink implements Sink {
  readonly #file: Sink;
  readonly #part: string;
  readonly #schema: RecordType;
  readonly #context: SinkContext;
  #records = 0;
  #stored: StoredArtefact | undefined;

  constructor(file: Sink, part: string, context: SinkContext) {
    this.#file = file;
    this.#part = part;
    this.#schema = context.schema;
    this.#context = context;
  }

  async write(batch: Batch): Promise<void> {
    await this.#file.write(batch.with(this.#context.node, this.#schema, columnsAs(batch, this.#schema)));
    this.#records += batch.length;
  }

  /** In the store a file without a row in the catalogue is nobody's batch, so it may stand there before the run has succeeded. */
  async complete(): Promise<void> {
    const { projectFolder, signal } = this.#context;
    await this.#file.complete();
    await this.#file.publish();
    this.#stored = await keepPart(projectFolder, this.#part, extension, signal);
  }

  async publish(): Promise<Artefact[]> {
    const { path, bytes } = this.#stored as StoredArtefact;
    return [{ path, bytes, records: this.#records }];
  }

  async close(): Promise<void> {
    await this.#file.close();
    rmSync(this.#part, { force: true });
  }
}
