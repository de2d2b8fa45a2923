/**
 * How many columns the records of a flow, or of the schemas of a file, have together. A megabyte of text can name a wide record ten
 * thousand times, and give each time another one: that would fill the memory before anybody could say what is wrong.
 */
import type { RecordType } from '../types/type.ts';

export const columnsMax = 500_000;

export class ColumnsTotal {
  private total = 0;
  private readonly counted = new WeakSet<RecordType>();
  private isToldOnce = false;

  /** Whether there are too many with these; a record that is passed on as it is counts once. */
  exceedsWith(records: Iterable<RecordType | undefined>): boolean {
    for (const record of records) {
      if (record === undefined || this.counted.has(record)) continue;
      this.counted.add(record);
      this.total += record.fields.length;
    }
    return this.total > columnsMax;
  }

  /** True for who asks first: it is one mistake. */
  isToBeTold(): boolean {
    const isFirst = !this.isToldOnce;
    this.isToldOnce = true;
    return isFirst;
  }
}
