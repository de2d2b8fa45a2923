import { printType, type RecordType } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { jsonValueOf } from '../batch/record-json.ts';
import type { RunContext } from './run-context.ts';

const rowsMax = 20;

/** Shows the first records that a write node took, in one event: when there are enough, or at the node's end. */
export class Preview {
  readonly #node: string;
  readonly #schema: RecordType;
  readonly #context: RunContext;
  #rows: unknown[][] | undefined = [];

  constructor(node: string, schema: RecordType, context: RunContext) {
    this.#node = node;
    this.#schema = schema;
    this.#context = context;
  }

  add(batch: Batch): void {
    if (this.#rows === undefined) return;
    const rows = batch.slice(0, Math.min(batch.length, rowsMax - this.#rows.length)).rows();
    this.#rows.push(...rows.map((row) => this.#schema.fields.map(({ name }) => jsonValueOf(row[name]))));
    if (this.#rows.length === rowsMax) this.show();
  }

  show(): void {
    if (this.#rows === undefined) return;
    const columns = this.#schema.fields.map(({ name, type }) => ({ name, type: printType(type) }));
    this.#context.emit({ type: 'preview', node: this.#node, columns, rows: this.#rows });
    this.#rows = undefined;
  }
}
