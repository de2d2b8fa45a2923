import type { Field } from '@millrace/grammar';
import { sourceNameOf } from '../../values/fit-value.ts';
import { Misfit } from '../../values/misfit.ts';
import { ColumnFiller } from '../column-filler.ts';
import type { TextReader } from '../files/text-reader.ts';
import type { Sieve } from '../sieve.ts';
import { type CellParser, cellParser } from './cell-parser.ts';
import { cellText } from './cell-text.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { type CsvRecords, cellKinds, numeralForms } from './csv-records.ts';
import { type PlainNumbers, plainNumbers } from './plain-numbers.ts';

/** Reports that a record is bad; `record` counts within the records of one scan. */
export type Reject = (record: number, misfit: Misfit, column: CsvColumn) => void;

/** One field of the schema, filled from one column of the file. */
export class CsvColumn {
  /** Its name in the file. */
  readonly name: string;
  readonly filler: ColumnFiller;
  readonly #index: number;
  readonly #parse: CellParser;
  /** undefined where the long way is the only one. */
  readonly #plain: PlainNumbers | undefined;
  /** An empty value of its type is something else than null. */
  readonly #canBeEmpty: boolean;
  readonly #dialect: CsvDialect;
  readonly #text: TextReader;

  /** `index` of the column in the file; -1: the file has none, and every value is null. */
  constructor(field: Field, index: number, capacity: number, dialect: CsvDialect, text: TextReader) {
    this.name = sourceNameOf(field);
    this.filler = new ColumnFiller(field, capacity);
    this.#index = index;
    this.#parse = cellParser(field.type, text.read);
    this.#plain = index < 0 || isLikeNumeral(dialect.nullText) ? undefined : plainNumbers(field.type);
    this.#canBeEmpty = field.type.kind === 'scalar' && (field.type.name === 'string' || field.type.name === 'bytes');
    this.#dialect = dialect;
    this.#text = text;
  }

  /** Of its column in the file, -1 where that has none; and which numerals a scan should read there. */
  get numerals(): { index: number; form: number } {
    return { index: this.#index, form: this.#plain?.form ?? numeralForms.none };
  }

  /** Puts the cells of the found records at `row` and after. Records that are bad already are left out. */
  take(bytes: Buffer, found: CsvRecords, row: number, { isBad }: Sieve, reject: Reject): void {
    const otherwise = (record: number): void => {
      if (isBad[row + record] === 1) return;
      const misfit =
        this.#index < 0 ? this.filler.putNull(row + record) : this.#put(bytes, found, record, row + record);
      if (misfit !== undefined) reject(record, misfit, this);
    };
    const values = this.filler.unruled;
    const plain = found.forms[this.#index] === this.#plain?.form ? this.#plain : undefined;
    if (plain !== undefined && values !== undefined) plain.fill({ found, index: this.#index, row, otherwise }, values);
    else for (let record = 0; record < found.length; record++) otherwise(record);
  }

  #put(bytes: Buffer, found: CsvRecords, record: number, row: number): Misfit | undefined {
    const cell = record * found.width + this.#index;
    if (this.#isNull(bytes, found, cell)) return this.filler.putNull(row);
    const value = this.#value(bytes, found, cell);
    if (value instanceof Misfit) return this.filler.hide(value);
    return value === null ? this.filler.putNull(row) : this.filler.put(row, value);
  }

  #value(bytes: Buffer, found: CsvRecords, cell: number): unknown {
    if (found.kinds[cell] !== cellKinds.escaped)
      return this.#parse(bytes, found.starts[cell] as number, found.ends[cell] as number);
    const plain = Buffer.from(cellText(bytes, found, cell, this.#dialect, this.#text.read) ?? '\u{fffd}');
    return this.#parse(plain, 0, plain.length);
  }

  /** The null text without quotes; with quotes only where an empty value can be nothing else. */
  #isNull(bytes: Buffer, found: CsvRecords, cell: number): boolean {
    const start = found.starts[cell] as number;
    const length = (found.ends[cell] as number) - start;
    if (found.kinds[cell] !== cellKinds.plain) return length === 0 && !this.#canBeEmpty;
    const { nullBytes } = this.#dialect;
    if (length === 0) return nullBytes.length === 0 || !this.#canBeEmpty;
    return length === nullBytes.length && bytes.compare(nullBytes, 0, length, start, start + length) === 0;
  }
}

/** Whether a cell that means null could be read as a number. */
function isLikeNumeral(nullText: string): boolean {
  return /^[-.\d]/.test(nullText);
}
