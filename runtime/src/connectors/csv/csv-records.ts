/** What a scan of CSV finds: where cells lie in the bytes, and what the numerals among them say. */
export const cellKinds = { plain: 0, quoted: 1, escaped: 2 } as const;

/** Which numerals are read of a column while its cells are found. */
export const numeralForms = { none: 0, whole: 1, decimal: 2 } as const;

/**
 * Records found by one scan. Cell `k` of record `r` is at `r * width + k`; what a record has beyond `width` is only counted. Scans use the
 * same arrays again: of a record that lacks cells they hold what was there before.
 */
export class CsvRecords {
  readonly width: number;
  readonly capacity: number;
  length = 0;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly kinds: Uint8Array;
  readonly cells: Int32Array;
  /** From 1, where the record begins. */
  readonly lines: Float64Array;
  readonly recordStarts: Int32Array;
  readonly recordEnds: Int32Array;
  /** What is wrong with the quoting, by record. */
  readonly faults = new Map<number, string>();
  /** Of each column one of `numeralForms`. */
  readonly forms: Uint8Array;
  /** By cell, of columns with a form: what a numeral says, NaN where it was not read as one. */
  readonly numbers: Float64Array;

  constructor(width: number, capacity: number, forms: Uint8Array = new Uint8Array(width)) {
    this.width = width;
    this.capacity = capacity;
    this.starts = new Int32Array(width * capacity);
    this.ends = new Int32Array(width * capacity);
    this.kinds = new Uint8Array(width * capacity);
    this.cells = new Int32Array(capacity);
    this.lines = new Float64Array(capacity);
    this.recordStarts = new Int32Array(capacity);
    this.recordEnds = new Int32Array(capacity);
    this.forms = forms;
    this.numbers = new Float64Array(width * capacity);
  }

  /** Every cell is plain until something else is found. */
  clear(): void {
    this.length = 0;
    this.kinds.fill(cellKinds.plain);
    this.faults.clear();
  }

  /** A record whose cells have been put. */
  add(cells: number, line: number, start: number, end: number): void {
    const record = this.length++;
    this.cells[record] = cells;
    this.lines[record] = line;
    this.recordStarts[record] = start;
    this.recordEnds[record] = end;
  }

  /** A cell of the record that comes next, of which no number is known. */
  put(index: number, start: number, end: number, kind: number): void {
    if (index >= this.width) return;
    const cell = this.length * this.width + index;
    this.starts[cell] = start;
    this.ends[cell] = end;
    this.kinds[cell] = kind;
    this.numbers[cell] = Number.NaN;
  }
}
