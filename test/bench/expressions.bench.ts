/**
 * Column functions of single operators and of a few together, over batches that are in memory already: what an expression
 * costs by itself. Prints rows for docs/benchmarks.md.
 *
 *     node test/bench/expressions.bench.ts
 */
import { type Column, type ColumnFunction, type ColumnSource, columnOf, compileExpression } from '@millrace/grammar';
import { recordFrom, typeText } from '../support/expression-text.ts';

const fields = 'a: float64, b: float64, i: int32, j: int32, l: int64, m: int64, o: float64?, s: string, at: timestamp';
const batchLength = 65_536;
const measuredMs = 500;

const expressions = [
  'a + b',
  'i + j',
  'i * j',
  'l + m',
  'a / b',
  'o + 1',
  'a > 100',
  's == "card7"',
  's in ["card1", "card2"]',
  'a > 100 and i < 5',
  'o ?? 0',
  'if a > 100 then a else b',
  'ln(1 + a)',
  'hour(at)',
  'upper(s)',
  'sha256(s)',
  '(a - 3) / 2 > 1 and (hour(at) between 8 and 18 or s != "card7")',
];

const rows = Array.from({ length: batchLength }, (_, k) => ({
  a: k * 0.5,
  b: k + 1,
  i: k,
  j: k % 7,
  l: BigInt(k),
  m: BigInt(k % 9),
  o: k % 10 === 0 ? null : k,
  s: `card${k % 100}`,
  at: new Date(1.7e12 + k * 60_000),
}));

const columns = new Map<string, Column>();
for (const { name, type } of recordFrom(fields).fields) {
  columns.set(
    name,
    columnOf(
      type,
      rows.map((row) => row[name as keyof typeof row]),
    ),
  );
}
const source: ColumnSource = { length: batchLength, column: (name) => columns.get(name) as Column };
const failures = { fail: (row: number, message: string): never => fail(`Record ${row}: ${message}`) };

function fail(message: string): never {
  throw new Error(message);
}

console.log('| expression | million records/s |\n|---|---:|');
const functions = expressions.map(compile);
// All of them once before any is measured, so that none is measured alone with loops made for it only.
for (const run of functions) recordsPerSecond(run);
expressions.forEach((text, k) => {
  const million = recordsPerSecond(functions[k] as ColumnFunction) / 1e6;
  console.log(`| \`${text}\` | ${million < 10 ? million.toFixed(1) : Math.round(million)} |`);
});

function compile(text: string): ColumnFunction {
  const { typed, diagnostics } = typeText(text, { fields });
  return typed === undefined ? fail(`${text}: ${diagnostics[0]?.message}`) : compileExpression(typed, {});
}

function recordsPerSecond(run: ColumnFunction): number {
  const start = performance.now();
  let batches = 0;
  while (performance.now() - start < measuredMs) {
    run(source, failures);
    batches++;
  }
  return (batches * batchLength * 1000) / (performance.now() - start);
}
