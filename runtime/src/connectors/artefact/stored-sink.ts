/**
 * A sink of a file whose place is its content: it grows under a name of its run beside the store of artefacts, is named when it is
 * whole, and moves into the store when it is published. Nobody finds it there before the catalogue says so. A run that is resumed goes
 * on with it as with any other file.
 */
import { stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { artefactPath, artefactsFolder, keepFile } from '../../artefacts/artefact-store.ts';
import { digestFile } from '../../artefacts/file-digest.ts';
import type { Batch } from '../../batch/batch.ts';
import { RunError } from '../../execute/run-error.ts';
import { storeFolderName } from '../../project/store-folder.ts';
import type {
  Artefact,
  ConnectorContext,
  Position,
  Sink,
  SinkCheckpoint,
  SinkContext,
  SinkOwner,
} from '../connector.ts';
import { countIn } from '../files/file-state.ts';
import { type PartPath, planPart } from '../files/part-file.ts';
import { partPathOf, removePart } from '../files/part-name.ts';

export interface StoredFormat {
  extension: string;
  takesEmptyBatches: boolean;
  open(place: PartPath, context: SinkContext): Promise<Sink>;
  /** The batch as the file has it. */
  fit?(batch: Batch): Batch;
}

export async function openStoredSink(format: StoredFormat, context: SinkContext): Promise<Sink> {
  const place = await planPart(nominalPath(format), context);
  const { at } = context;
  // One that is whole takes nothing more, whether or not it came to be named.
  const isWhole = at?.sha256 !== undefined || at?.whole !== undefined;
  return new StoredSink(isWhole ? undefined : await format.open(place, context), place, format, context);
}

/** Removes what a run left that will not be resumed. */
export function abandonStored(format: StoredFormat, context: ConnectorContext & SinkOwner): void {
  removePart(partPathOf(join(context.projectFolder, nominalPath(format)), context));
}

/** No file ever has it; the hidden names of those that grow are made of it. */
function nominalPath({ extension }: StoredFormat): string {
  return posix.join(storeFolderName, artefactsFolder, `new.${extension}`);
}

/** What is known of a file that is complete. */
interface Whole {
  sha256: string;
  bytes: number;
  records: number;
  next: number;
  /** In the folder of the part, where that is one. */
  inner?: string;
}

function wholeIn({ sha256, ...rest }: Position): Whole | undefined {
  if (typeof sha256 !== 'string') return undefined;
  return { sha256, bytes: countIn(rest, 'bytes'), ...fileIn(rest) };
}

function fileIn(at: Position): Pick<Whole, 'records' | 'next' | 'inner'> {
  const { inner } = at;
  return { records: countIn(at, 'records'), next: countIn(at, 'next'), ...(typeof inner === 'string' && { inner }) };
}

class StoredSink implements Sink {
  readonly takesEmptyBatches: boolean;
  /** Absent where it is whole since an earlier attempt. */
  readonly #file: Sink | undefined;
  readonly #place: PartPath;
  readonly #format: StoredFormat;
  readonly #context: SinkContext;
  #whole: Whole | undefined;

  constructor(file: Sink | undefined, place: PartPath, format: StoredFormat, context: SinkContext) {
    this.takesEmptyBatches = format.takesEmptyBatches;
    this.#file = file;
    this.#place = place;
    this.#format = format;
    this.#context = context;
    this.#whole = context.at && wholeIn(context.at);
  }

  async write(batch: Batch): Promise<void> {
    await this.#file?.write(this.#format.fit?.(batch) ?? batch);
  }

  async complete(): Promise<void> {
    if (this.#whole !== undefined) return;
    await this.#file?.complete();
    const found = fileIn((await this.checkpoint()).position);
    const file = this.#fileOf(found);
    const sha256 = await digestFile(file, this.#context.signal);
    this.#whole = { sha256, bytes: (await stat(file)).size, ...found };
  }

  async checkpoint(): Promise<SinkCheckpoint> {
    const told = this.#whole === undefined ? await this.#file?.checkpoint?.() : undefined;
    if (told !== undefined) return told;
    const position = { ...(this.#whole ?? this.#context.at) };
    return { next: countIn(position, 'next'), records: countIn(position, 'records'), position };
  }

  async publish(): Promise<Artefact[]> {
    const { sha256, bytes, records, ...inner } = this.#whole as Whole;
    const { projectFolder } = this.#context;
    const path = artefactPath(sha256, this.#format.extension);
    const isThere = await keepFile(projectFolder, this.#fileOf(inner), { sha256, bytes, path });
    if (!isThere) throw gone(path);
    removePart(this.#place.part);
    return [{ path, bytes, records }];
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  #fileOf({ inner }: { inner?: string }): string {
    return inner === undefined ? this.#place.part : join(this.#place.part, inner);
  }
}

function gone(path: string): RunError {
  const message = `Cannot publish "${path}": what the run wrote of it was removed since. Run again without --resume`;
  return new RunError('output-changed', message);
}
