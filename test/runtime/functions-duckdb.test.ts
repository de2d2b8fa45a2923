import { inspect } from 'node:util';
import { functions, printSignature, resolveFunction, type Type, type TypedExpression } from '@millrace/grammar';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arbitrarySample, oddSamples, sampleFields } from '../support/arbitrary-samples.ts';
import { DuckDbTable } from '../support/duckdb-table.ts';
import { computeTyped, recordFrom, typeText } from '../support/expression-text.ts';
import { functionTexts as texts } from '../support/function-texts.ts';
import { keptDifferences } from '../support/kept-differences.ts';
import { evaluateRow, RecordFailure, type Row } from '../support/reference-evaluator.ts';
import { sqlOf } from '../support/sql-of-expression.ts';

/** `SEED=7 npx vitest run test/runtime/functions-duckdb.test.ts` draws other records. */
const seed = Number(process.env.SEED ?? 2026);
const record = recordFrom(sampleFields);
const samples = fc.sample(arbitrarySample, { numRuns: 600, seed }) as Row[];
const rows = [...oddSamples.map((odd) => ({ ...samples[0], ...odd })), ...samples];

/** Functions that compute real numbers: their last digits are nobody's promise. */
const inexact = new Set([
  'epoch',
  'power',
  'pow',
  'ln',
  'log10',
  'exp',
  'sum',
  'mean',
  'norm',
  'dot',
  'multiply',
  'divide',
  'add',
  'subtract',
]);

describe('[E2] a function of every record: by columns, by itself and by DuckDB', () => {
  let table: DuckDbTable;
  const differing = new Set<string>();

  beforeAll(async () => {
    table = await DuckDbTable.of(record, rows);
  });

  afterAll(() => table.close());

  test.each(texts)('%s', async (text) => {
    const typed = typedText(text);
    const { values, failures } = computeTyped(typed, record, rows);
    const ours = values.map((value, row) => (failures.has(row) ? 'bad record' : plain(value)));
    expect(ours, 'by columns and by itself').toEqual(rows.map((row) => alone(typed, row)));
    const sql = sqlOf(typed);
    if (sql === undefined) throw new Error(`${text} has no counterpart in SQL`);
    const theirs = (await table.values(sql, typed.type)).map(plain);
    const wrong = rows.flatMap((row, i) => {
      if (isSame(ours[i], theirs[i], typed)) return [];
      const name = typed.op === 'call' ? typed.function : 'if';
      const given = typed.op === 'call' ? typed.arguments.map((part) => alone(part, row)) : [];
      if (!keptDifferences[name]?.({ given, ours: ours[i], theirs: theirs[i] })) {
        return [{ given, ours: ours[i], theirs: theirs[i] }];
      }
      differing.add(name);
      return [];
    });
    if (wrong.length > 0) throw new Error(`${sql} differs: ${inspect(wrong.slice(0, 5), { depth: 4 })}`);
  });

  test('matches knows look-around, which DuckDB refuses', async () => {
    const typed = typedText('matches(s, "a(?=b)")');
    await expect(table.values(sqlOf(typed) as string, typed.type)).rejects.toThrow('invalid perl operator');
    differing.add('matches');
  });

  test('each difference that is kept is there, and is written down for people', () => {
    const written = functions
      .filter(({ inSql, unlikeSql }) => inSql !== undefined && unlikeSql !== undefined)
      .map(({ name }) => name);
    expect([...differing].sort()).toEqual(written.sort());
  });
});

test('every signature is compared', () => {
  const compared = new Set(texts.map(typedText).flatMap(signaturesIn));
  const missing = functions.flatMap((spec) =>
    spec.signatures
      .filter((one) => (one.inSql ?? spec.inSql) !== undefined && !compared.has(one))
      .map((one) => printSignature(spec, one)),
  );
  expect(missing).toEqual([]);
});

function typedText(text: string): TypedExpression {
  const { typed, diagnostics } = typeText(text, { fields: sampleFields });
  if (typed === undefined) throw new Error(`${text}: ${diagnostics[0]?.message}`);
  return typed;
}

function signaturesIn(typed: TypedExpression): unknown[] {
  if (typed.op !== 'call') return [];
  const spec = functions.find(({ name }) => name === typed.function);
  return [spec && resolveFunction(spec, typed.arguments)?.signature, ...typed.arguments.flatMap(signaturesIn)];
}

function alone(typed: TypedExpression, row: Row): unknown {
  try {
    return plain(evaluateRow(typed, row));
  } catch (error) {
    if (error instanceof RecordFailure) return 'bad record';
    throw error;
  }
}

/** Whole numbers of any size are one kind, lists and vectors are one kind, and 0 is -0. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? plain(Number(value)) : value;
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map(plain);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array, plain);
  return value;
}

function isSame(ours: unknown, theirs: unknown, typed: TypedExpression): boolean {
  if (ours === 'bad record') return theirs === null;
  if (typeof ours === 'number' && typeof theirs === 'number' && typed.op === 'call' && inexact.has(typed.function)) {
    return Object.is(ours, theirs) || Math.abs(ours - theirs) <= toleranceOf(typed.type, ours);
  }
  try {
    expect(ours).toEqual(theirs);
    return true;
  } catch {
    return false;
  }
}

/** DuckDB's intervals have microseconds. */
function toleranceOf(type: Type, value: number): number {
  return type.kind === 'scalar' && type.name === 'duration' ? 0.001 + Math.abs(value) * 1e-12 : Math.abs(value) * 1e-12;
}
