/**
 * What every connector of a database keeps, whichever it is. A connector's test calls this once; what is peculiar to a database
 * stands in the test of that database.
 */
import { beforeEach, describe } from 'vitest';
import type { RecordSample } from './arbitrary-records.ts';
import { databaseTable, type TestDatabase } from './database-table.ts';
import { testTableReading } from './table-read-contract.ts';
import { testTableWriting } from './table-write-contract.ts';

export interface TableCase {
  name: string;
  /** Why it cannot be tested here. */
  missing?: string;
  open(): Promise<TestDatabase>;
  /** What of arbitrary records the database holds. */
  holds?(sample: RecordSample): RecordSample;
  words: TableWords;
}

export interface TableWords {
  /** A statement after which who reads holds up nobody. */
  manyAtOnce: string;
  integer: string;
  text: string;
  noTable: RegExp;
  rule: RegExp;
}

export function describeTableConnector(given: TableCase): void {
  const { name, missing, open, words } = given;
  describe(`connector ${name}`, () => {
    let database: TestDatabase;
    beforeEach(async (context) => {
      if (missing !== undefined) context.skip(missing);
      database = await open();
    });
    const own = () => database;
    const table = databaseTable(name, own);
    testTableReading(table, own, given);
    testTableWriting(table, own, words);
  });
}
