/** What each kind of node, connector and runner is held to: the rows and columns of one table, without an empty cell. */
import { describe, test } from 'vitest';

export const contractCases = [
  'empty input',
  'one record',
  'batch maximum + 1',
  'a bad record in the middle',
  'nulls everywhere',
  'an abort in a batch',
  'close, twice',
  'a slow consumer',
] as const;

export type ContractCase = (typeof contractCases)[number];

/** For each case the test that holds it, or why there can be none. */
export type ContractRow = Record<ContractCase, (() => Promise<void>) | string>;

/** By the name of what is held to the contract. */
export type ContractTable = Map<string, ContractRow>;

/** Declares the tests of one row; what has no test says why in the table. */
export function describeContract(name: string, row: ContractRow, others: () => void = () => {}): void {
  describe(name, () => {
    for (const [title, held] of Object.entries(row)) if (typeof held !== 'string') test(title, held);
    others();
  });
}

/** The table as people read it: what has a test, and a note on what has none. */
export function contractPage(table: ContractTable): string {
  const notes: string[] = [];
  const cell = (held: ContractRow[ContractCase]) => {
    if (typeof held !== 'string') return '✓';
    if (!notes.includes(held)) notes.push(held);
    return `(${notes.indexOf(held) + 1})`;
  };
  const rows = [...table].map(
    ([name, row]) => `| ${name} | ${contractCases.map((title) => cell(row[title])).join(' | ')} |\n`,
  );
  const head = `| | ${contractCases.join(' | ')} |\n|---|${contractCases.map(() => '---|').join('')}\n`;
  return `${head}${rows.join('')}\n${notes.map((note, at) => `${at + 1}. ${note}\n`).join('')}`;
}
