/** Writes records into a table of a SQLite file: staged beside it, and all of them in it with one transaction at the end. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type ConnectorCall, valueAt } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import { RunError } from '../../execute/run-error.ts';
import type { Artefact, RefusedRow, Sink, SinkCheckpoint, SinkContext } from '../connector.ts';
import { countIn } from '../files/file-state.ts';
import { type PartPath, partGone, planPart } from '../files/part-file.ts';
import { removePart } from '../files/part-name.ts';
import { tableWriting } from '../tables/write-mode.ts';
import { type OpenFile, openDatabase } from './sqlite-file.ts';
import { SqliteTarget } from './sqlite-target.ts';
import { type SqliteValue, toSqlite } from './sqlite-value.ts';
import { StagedRows } from './staged-rows.ts';

export async function openSqliteSink(call: ConnectorCall, context: SinkContext): Promise<Sink> {
  const { schema, signal, at } = context;
  signal.throwIfAborted();
  const place = await planPart(String(call.options.path), context);
  const writing = tableWriting(call, schema);
  const target = new SqliteTarget(writing, schema, context);
  const found = await withDatabase(place, ({ file, guard }) =>
    guard(() => ({
      columns: target.check(file, `Cannot write "${place.path}"`),
      isPublished: target.isPublished(file),
    })),
  );
  const state: State = { isWhole: at?.isWhole === true, next: at === undefined ? 0 : countIn(at, 'next') };
  const staged = await stagedFor(place, context, found?.isPublished === true);
  const records = at === undefined ? 0 : countIn(at, 'records');
  const required = schema.fields.map(({ name }, i) => {
    return writing.keys.some((key) => key.name === name) || found?.columns?.[i]?.notnull === 1n;
  });
  return new SqliteSink(place, target, staged, records, required, state, context);
}

interface State {
  isWhole: boolean;
  /** The sequence behind the last batch. */
  next: number;
}

/** undefined where all is published already. */
async function stagedFor(
  place: PartPath,
  { schema, at, isResumable = false }: SinkContext,
  isPublished: boolean,
): Promise<StagedRows | undefined> {
  const width = schema.fields.length;
  if (at === undefined) return StagedRows.open(place, width, isResumable);
  if (StagedRows.isThere(place)) return StagedRows.open(place, width, isResumable, countIn(at, 'records'));
  if (isPublished) return undefined;
  throw partGone(place);
}

/** What is found in the database where there is one. */
async function withDatabase<T>({ absolute, path }: PartPath, find: (opened: OpenFile) => T): Promise<T | undefined> {
  if (!existsSync(absolute)) return undefined;
  const opened = await openDatabase(absolute, path, { isReadOnly: true });
  try {
    opened.file.defaultSafeIntegers(true);
    return find(opened);
  } finally {
    opened.file.close();
  }
}

/** Who still reads the database, maybe in this run, is not waited for: what a trial would show, publishing shows too. */
function unlessBusy(error: unknown): void {
  if (!(error instanceof RunError) || error.code !== 'database-busy') throw error;
}

class SqliteSink implements Sink {
  readonly leavesNote: boolean;
  readonly #place: PartPath;
  readonly #target: SqliteTarget;
  readonly #staged: StagedRows | undefined;
  readonly #convert: ((value: unknown) => SqliteValue)[];
  /** By field, whether its column takes no null. */
  readonly #required: readonly boolean[];
  readonly #context: SinkContext;
  #refused: RefusedRow[] = [];
  #records: number;
  #state: State;
  #isClosed = false;
  #isPublished = false;

  constructor(
    place: PartPath,
    target: SqliteTarget,
    staged: StagedRows | undefined,
    records: number,
    required: readonly boolean[],
    state: State,
    context: SinkContext,
  ) {
    this.#place = place;
    this.#target = target;
    this.#staged = staged;
    this.#records = records;
    this.#required = required;
    this.#state = state;
    this.#context = context;
    this.leavesNote = context.isResumable === true;
    this.#convert = context.schema.fields.map(({ type }) => toSqlite(type));
  }

  async write(batch: Batch): Promise<void> {
    this.#context.signal.throwIfAborted();
    if (this.#staged === undefined || this.#state.isWhole)
      throw new Error('An output that is whole takes nothing more');
    this.#refused = [];
    this.#staged.add(this.#rowsOf(batch));
    this.#records = this.#staged.count;
    this.#state = { isWhole: false, next: batch.id.sequence + 1 };
  }

  refused(): RefusedRow[] {
    return this.#refused;
  }

  async checkpoint(): Promise<SinkCheckpoint> {
    if (!this.#isClosed) this.#staged?.commit();
    const { next, isWhole } = this.#state;
    return { next, records: this.#records, position: { next, records: this.#records, isWhole } };
  }

  /** Where a rule of the table may refuse records, that shows now and not when other outputs have their names. */
  async complete(): Promise<void> {
    this.#context.signal.throwIfAborted();
    this.#staged?.commit();
    this.#closeStaged();
    this.#state = { ...this.#state, isWhole: true };
    if (existsSync(this.#place.absolute)) await this.#writeInto(true).catch(unlessBusy);
  }

  async publish(): Promise<Artefact[]> {
    await this.#writeInto(false);
    this.#isPublished = true;
    removePart(this.#place.part);
    const { size } = await stat(this.#place.absolute);
    return [{ path: this.#place.path, records: this.#records, bytes: size }];
  }

  async close(): Promise<void> {
    this.#closeStaged();
    if (!this.#isPublished && !this.#context.isResumable) removePart(this.#place.part);
  }

  #closeStaged(): void {
    if (!this.#isClosed) this.#staged?.close();
    this.#isClosed = true;
  }

  async #writeInto(isTrial: boolean): Promise<void> {
    const staged = this.#staged;
    if (staged === undefined) return;
    const { absolute, path } = this.#place;
    const { file, guard } = await openDatabase(absolute, path);
    try {
      guard(() => {
        if (isTrial) file.pragma('busy_timeout = 0');
        if (!isTrial || this.#target.hasRules(file)) this.#target.write(file, staged.path, isTrial);
      });
    } finally {
      file.close();
    }
  }

  *#rowsOf({ columns, length }: Batch): Generator<SqliteValue[]> {
    for (let row = 0; row < length; row++) {
      const values = columns.map((column, i) =>
        (this.#convert[i] as (value: unknown) => SqliteValue)(valueAt(column, row)),
      );
      const lacking = values.findIndex((value, i) => value === null && this.#required[i]);
      if (lacking < 0) yield values;
      else this.#refuse(row, lacking);
    }
  }

  #refuse(row: number, field: number): void {
    const name = this.#context.schema.fields[field]?.name;
    this.#refused.push({ row, message: `column "${name}": no value, but the table wants one` });
  }
}
