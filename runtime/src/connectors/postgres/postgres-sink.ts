/** Writes records into a table of a PostgreSQL: staged in a table of their own, and all of them in it with one transaction at the end. */
import type { ConnectorCall } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import { RunError } from '../../execute/run-error.ts';
import type {
  Artefact,
  ConnectorContext,
  RefusedRow,
  Sink,
  SinkCheckpoint,
  SinkContext,
  SinkOwner,
} from '../connector.ts';
import { countIn } from '../files/file-state.ts';
import { tableWriting } from '../tables/write-mode.ts';
import { PostgresSession, sqlName } from './postgres-session.ts';
import { columnsOf, type TableColumn, type TableName, tableIn, tableNamed } from './postgres-table.ts';
import { PostgresTarget, stagedName } from './postgres-target.ts';
import { StagedRows } from './staged-rows.ts';

export async function openPostgresSink(call: ConnectorCall, context: SinkContext): Promise<Sink> {
  const session = await PostgresSession.open(call, context);
  try {
    const writing = tableWriting(call, context.schema);
    const place = `${session.place}/${writing.table}`;
    const target = new PostgresTarget(await tableNamed(session, writing.table), writing, context.schema, context);
    const columns = await target.check(session, `Cannot write "${place}"`);
    const staged = await stagedRows(session, target, columns, place, context);
    const keys = new Set(writing.keys.map(({ name }) => name));
    const required = context.schema.fields.map(({ name }, i) => keys.has(name) || columns?.[i]?.isRequired === true);
    return new PostgresSink(session, target, staged, place, required, context);
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** undefined where all is published already. */
async function stagedRows(
  session: PostgresSession,
  target: PostgresTarget,
  columns: readonly TableColumn[] | undefined,
  place: string,
  context: SinkContext,
): Promise<StagedRows | undefined> {
  const { at, isResumable = false, schema } = context;
  const kept = stagedTable(target.table, context);
  const sql = isResumable ? kept.sql : sqlName(kept.name);
  const staged = new StagedRows(session, sql, schema, columns, at === undefined ? 0 : countIn(at, 'records'));
  if (at === undefined) await staged.begin(isResumable);
  else if ((await columnsOf(session, kept)).length > 0) await staged.goOn();
  else if (await target.isPublished(session)) return undefined;
  else
    throw new RunError(
      'output-changed',
      `Cannot go on with "${place}": what the run wrote of it is gone. Run again without --resume`,
    );
  return staged;
}

function stagedTable({ schema }: TableName, owner: SinkOwner): TableName {
  return tableIn(schema, stagedName(owner));
}

export async function abandonPostgres(call: ConnectorCall, context: ConnectorContext & SinkOwner): Promise<void> {
  const session = await PostgresSession.open(call, context);
  try {
    const table = await tableNamed(session, String(call.options.table));
    await session.ask(`DROP TABLE IF EXISTS ${stagedTable(table, context).sql}`);
  } finally {
    await session.close();
  }
}

class PostgresSink implements Sink {
  readonly leavesNote: boolean;
  readonly #session: PostgresSession;
  readonly #target: PostgresTarget;
  readonly #staged: StagedRows | undefined;
  readonly #place: string;
  /** By field, whether its column takes no null. */
  readonly #required: readonly boolean[];
  readonly #context: SinkContext;
  #refused: RefusedRow[] = [];
  #next: number;
  #isWhole: boolean;
  /** Records behind the last write that ended. */
  #records: number;

  constructor(
    session: PostgresSession,
    target: PostgresTarget,
    staged: StagedRows | undefined,
    place: string,
    required: readonly boolean[],
    context: SinkContext,
  ) {
    const { at } = context;
    this.#session = session;
    this.#target = target;
    this.#staged = staged;
    this.#place = place;
    this.#required = required;
    this.#context = context;
    this.leavesNote = context.isResumable === true;
    this.#next = at === undefined ? 0 : countIn(at, 'next');
    this.#records = at === undefined ? 0 : countIn(at, 'records');
    this.#isWhole = at?.isWhole === true;
    if (this.#isWhole) session.outliveSignal();
  }

  async write(batch: Batch): Promise<void> {
    this.#context.signal.throwIfAborted();
    if (this.#staged === undefined || this.#isWhole) throw new Error('An output that is whole takes nothing more');
    const lacking = this.#lacking(batch);
    const rows = Array.from({ length: batch.length }, (_, row) => row).filter((row) => !lacking.has(row));
    const unfit = await this.#staged.add(batch, rows);
    this.#refused = [...lacking.values(), ...unfit].sort((a, b) => a.row - b.row);
    this.#next = batch.id.sequence + 1;
    this.#records = this.#staged.count;
  }

  refused(): RefusedRow[] {
    return this.#refused;
  }

  /** Each batch is committed when it is written. */
  async checkpoint(): Promise<SinkCheckpoint> {
    const [next, records, isWhole] = [this.#next, this.#records, this.#isWhole];
    return { next, records, position: { next, records, isWhole } };
  }

  /** Where a rule of the table may refuse records, that shows now and not when other outputs have their names. */
  async complete(): Promise<void> {
    this.#context.signal.throwIfAborted();
    const staged = this.#staged;
    if (staged === undefined) return;
    if (await this.#target.hasRules(this.#session))
      await this.#target.write(this.#session, staged.sql, this.#place, true);
    this.#context.signal.throwIfAborted();
    this.#session.outliveSignal();
    this.#isWhole = true;
  }

  async publish(): Promise<Artefact[]> {
    const staged = this.#staged;
    if (staged !== undefined) await this.#target.write(this.#session, staged.sql, this.#place, false);
    const { rows } = await this.#session.ask('SELECT pg_table_size(to_regclass($1))', [this.#target.table.sql]);
    return [{ path: `postgres://${this.#place}`, records: this.#records, bytes: Number(rows[0]?.[0] ?? 0) }];
  }

  /** A table of the connection's own ends with it. */
  async close(): Promise<void> {
    await this.#session.close();
  }

  #lacking({ columns, length }: Batch): Map<number, RefusedRow> {
    const lacking = new Map<number, RefusedRow>();
    columns.forEach(({ nulls }, i) => {
      if (nulls === undefined || !this.#required[i]) return;
      const message = `column "${this.#context.schema.fields[i]?.name}": no value, but the table wants one`;
      for (let row = 0; row < length; row++)
        if (nulls[row] === 1 && !lacking.has(row)) lacking.set(row, { row, message });
    });
    return lacking;
  }
}
