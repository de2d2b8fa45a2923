/**
 * An output that is whole and waits for its name, or has it already: what a sink becomes when a run is resumed behind its end. The
 * state of the file says which of both it is, so that publishing twice does nothing.
 */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { RunError } from '../../execute/run-error.ts';
import type { Artefact, Position, Sink, SinkCheckpoint } from '../connector.ts';
import { fileError } from './file-errors.ts';
import { countIn, differenceOf, type FileState, fileState, stateIn } from './file-state.ts';
import type { PartPath } from './part-file.ts';
import { removePart } from './part-name.ts';

/** Where a whole output stands until it is published; `inner` where the part is a folder with the file in it. */
export interface Whole {
  place: PartPath;
  inner?: string;
  records: number;
  next: number;
}

/** What a sink that is complete tells of itself. */
export async function wholePosition({ place, inner, records, next }: Whole): Promise<Position> {
  return { whole: await fileState(fileOf(place, inner)), inner, records, next };
}

/** The sink of a position behind the end; undefined for another one. Rejects where the file is not what was written. */
export async function openFinished(place: PartPath, position: Position): Promise<Sink | undefined> {
  if (position.whole === undefined) return undefined;
  const inner = typeof position.inner === 'string' ? position.inner : undefined;
  const state = stateIn(position, 'whole');
  const whole = { place, inner, records: countIn(position, 'records'), next: countIn(position, 'next') };
  return new FinishedOutput(whole, state, position);
}

class FinishedOutput implements Sink {
  readonly #whole: Whole;
  readonly #state: FileState;
  readonly #position: Position;

  constructor(whole: Whole, state: FileState, position: Position) {
    this.#whole = whole;
    this.#state = state;
    this.#position = position;
  }

  async write(): Promise<void> {
    throw new Error('An output that is whole takes nothing more');
  }

  async complete(): Promise<void> {}

  async checkpoint(): Promise<SinkCheckpoint> {
    const { next, records } = this.#whole;
    return { next, records, position: this.#position };
  }

  async publish(): Promise<Artefact[]> {
    const { place, inner, records } = this.#whole;
    const file = fileOf(place, inner);
    const isWaiting = differenceOf(this.#state, await fileState(file)) === undefined;
    if (isWaiting) await renamed(file, place);
    else await this.#refuseOther();
    removePart(place.part);
    return [{ path: place.path, records, bytes: this.#state.size }];
  }

  async close(): Promise<void> {}

  async #refuseOther(): Promise<void> {
    const { path, absolute } = this.#whole.place;
    const said = differenceOf(this.#state, await fileState(absolute));
    if (said === undefined) return;
    const message = `Cannot publish "${path}": what the run wrote of it was changed or removed since. Run again without --resume`;
    throw new RunError('output-changed', message);
  }
}

function fileOf({ part }: PartPath, inner: string | undefined): string {
  return inner === undefined ? part : join(part, inner);
}

async function renamed(file: string, { path, absolute }: PartPath): Promise<void> {
  await rename(file, absolute).catch((cause: unknown) => {
    throw fileError(`Cannot write "${path}"`, cause);
  });
}
