import { type Column, type Type, valueAt } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import { jsonPrinter, type PrintJson } from '../../values/json-text.ts';
import type { TableColumn } from './postgres-table.ts';
import { elementOf } from './postgres-type.ts';

/**
 * Records of a batch as one JSON text, a list of objects with the keys c0, c1, …: PostgreSQL reads each value as the type of its
 * column wants it, exactly, and one parameter holds them all.
 */
export class RecordPrinter {
  readonly #printers: { key: string; print: PrintJson }[];

  /** `columns`: those that are there already. */
  constructor(types: readonly Type[], columns: readonly TableColumn[] | undefined) {
    this.#printers = types.map((type, i) => ({ key: `"c${i}":`, print: printerOf(type, columns?.[i]) }));
  }

  print({ columns }: Batch, rows: readonly number[]): string {
    const records = rows.map((row) => {
      const fields = this.#printers.map(({ key, print }, i) => key + print(valueAt(columns[i] as Column, row)));
      return `{${fields.join(',')}}`;
    });
    return `[${records.join(',')}]`;
  }
}

/** Bytes and durations have forms of PostgreSQL's own; inside of json, and where a number is wanted, they are as the language has them. */
function printerOf(type: Type, column: TableColumn | undefined): PrintJson {
  const print = jsonPrinter(type);
  const category = column?.typcategory ?? 'A';
  if (category === 'N' || (type.kind !== 'scalar' && category !== 'A')) return print;
  const special = specialPrinter(type.kind === 'scalar' ? type.name : elementOf(type));
  if (special === undefined) return print;
  const scalar: PrintJson = (value) => (value === null || value === undefined ? 'null' : special(value));
  if (type.kind === 'scalar') return scalar;
  return (value) =>
    value === null || value === undefined ? 'null' : `[${Array.from(value as ArrayLike<unknown>, scalar).join(',')}]`;
}

function specialPrinter(name: string | undefined): PrintJson | undefined {
  if (name === 'bytes') return (value) => `"\\\\x${Buffer.from(value as Uint8Array).toString('hex')}"`;
  return name === 'duration' ? (value) => `"${value} milliseconds"` : undefined;
}
