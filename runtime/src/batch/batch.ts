import {
  type Column,
  type ColumnSource,
  columnOf,
  type RecordType,
  sliceRows,
  takeRows,
  valueAt,
} from '@millrace/grammar';

/** Which batch it is: the node that made it and its place in what that node makes. With the run's id it is unique. */
export interface BatchId {
  node: string;
  sequence: number;
}

/**
 * Records that travel together, as columns. One input batch of a streaming node gives exactly one output batch of the same
 * sequence, maybe with no records; order and resuming rest on that alone.
 */
export class Batch implements ColumnSource {
  readonly id: BatchId;
  readonly schema: RecordType;
  /** In the order of the schema's fields. */
  readonly columns: readonly Column[];
  readonly length: number;
  #byName: Map<string, Column> | undefined;

  constructor(id: BatchId, schema: RecordType, columns: readonly Column[], length: number) {
    this.id = id;
    this.schema = schema;
    this.columns = columns;
    this.length = length;
  }

  /** From records that already fit the schema. */
  static fromRows(id: BatchId, schema: RecordType, rows: readonly Record<string, unknown>[]): Batch {
    const columns = schema.fields.map((field) =>
      columnOf(
        field.type,
        rows.map((row) => row[field.name]),
      ),
    );
    return new Batch(id, schema, columns, rows.length);
  }

  /** The column of a field; throws on a name the schema does not have, which is a bug of the planner. */
  column(name: string): Column {
    this.#byName ??= new Map(this.schema.fields.map((field, i) => [field.name, this.columns[i] as Column]));
    const column = this.#byName.get(name);
    if (column === undefined) throw new Error(`Batch of ${this.id.node} has no column "${name}"`);
    return column;
  }

  /** One record as an object; made anew on each call. */
  row(index: number): Record<string, unknown> {
    const record: Record<string, unknown> = {};
    this.schema.fields.forEach((field, i) => {
      record[field.name] = valueAt(this.columns[i] as Column, index);
    });
    return record;
  }

  rows(): Record<string, unknown>[] {
    return Array.from({ length: this.length }, (_, i) => this.row(i));
  }

  /** The records at `rows`, under the same identity. */
  take(rows: ArrayLike<number>): Batch {
    return new Batch(
      this.id,
      this.schema,
      this.columns.map((column) => takeRows(column, rows)),
      rows.length,
    );
  }

  slice(start: number, end: number): Batch {
    return new Batch(
      this.id,
      this.schema,
      this.columns.map((column) => sliceRows(column, start, end)),
      end - start,
    );
  }

  /** The same records as another node's output, with other columns. */
  with(node: string, schema: RecordType, columns: readonly Column[]): Batch {
    return new Batch({ node, sequence: this.id.sequence }, schema, columns, this.length);
  }
}

/** A record that failed, with what is needed to report it and to replay it. */
export interface BadRecord {
  message: string;
  attempt: number;
  /** The input record; for a read what could be read of it. */
  record?: unknown;
  source?: { path: string; line?: number };
}
