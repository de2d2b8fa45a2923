import { inspect } from 'node:util';
import { functions, printSignature, resolveFunction, type Type, type TypedExpression } from '@millrace/grammar';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arbitrarySample, oddSamples, sampleFields } from '../support/arbitrary-samples.ts';
import { DuckDbTable } from '../support/duckdb-table.ts';
import { computeTyped, recordFrom, typeText } from '../support/expression-text.ts';
import { keptDifferences } from '../support/kept-differences.ts';
import { evaluateRow, RecordFailure, type Row } from '../support/reference-evaluator.ts';
import { sqlOf } from '../support/sql-of-expression.ts';

/** `SEED=7 npx vitest run test/runtime/functions-duckdb.test.ts` draws other records. */
const seed = Number(process.env.SEED ?? 2026);
const record = recordFrom(sampleFields);
const samples = fc.sample(arbitrarySample, { numRuns: 600, seed }) as Row[];
const rows = [...oddSamples.map((odd) => ({ ...samples[0], ...odd })), ...samples];

const comparisons = ['==', '!=', '<', '<=', '>', '>='].flatMap((operator) =>
  [
    ['i', 'j'],
    ['l', 'm'],
    ['i', 'l'],
    ['f', 'g'],
    ['d', 'e'],
    ['i', 'd'],
    ['l', 'd'],
    ['io', 'u'],
    ['s', 'p'],
    ['so', 's'],
    ['at', 'bt'],
    ['day', 'dayo'],
    ['w', 'v'],
    ...(operator.length === 2 && '=!'.includes(operator[0] as string) ? [['b', 'bo']] : []),
  ].map(([a, b]) => `${a} ${operator} ${b}`),
);

const texts = [
  ...[
    'i + j',
    't + t',
    'i + f',
    'l + m',
    'i + l',
    'u + i',
    'd + e',
    'f + g',
    'i + d',
    'io + 1',
    't + i',
    'at + w',
    'w + at',
    'w + v',
  ],
  ...['i - j', 't - t', 't - f', 'l - m', 'u - u', 'd - e', 'f - g', 'at - bt', 'ato - at', 'at - w', 'w - v'],
  ...['i * j', 't * t', 't * f', 'l * m', 'd * e', 'f * g', 'od * 2', 'w * (i / 4000000000)', '2.5 * w'],
  ...['i / j', 'f / g', 'l / m', 'd / e', 'io / 7', 'w / v', 'w / 2.5'],
  ...['i % j', 'l % m', 'd % e', 'f % g', 'lo % 3'],
  ...['d ** e', '2 ** d', 'd ** 2', 'pow(d, e)', 'pow(i, 0.5)'],
  ...['-(i)', '-(t)', '-(l)', '-(d)', '-(f)', '-(io)', '-(w)'],
  ...comparisons,
  ...['b and bo', 'bo and bo', 'b or bo', 'bo or bo', 'not bo', 'not b'],
  ...['i in li', 'i in ln', 'i in [1, 2, null]', 'l in ll', 'd in ld', 's in ls', 's in ["a", "b"]', 'i in lio'],
  ...['b in [true, true]', 'day in [2026-03-15, 1970-01-01]', 'at in [1970-01-01T00:00:00Z]', 'w in [0ms, 1m]'],
  ...['i between j and n', 'd between od and e', 's between p and "b"', 'at between bt and ato', 'w between 0ms and v'],
  ...['day between night and dayo', 'f between g and 1', 'l between m and lo'],
  ...['io == null', 'so != null', 'lio == null', 'ato != null', 'bo == null', '[i, j, io]', '[d, e]', '[so, "x"]'],
  ...['abs(i)', 'abs(t)', 'abs(l)', 'abs(d)', 'abs(f)', 'abs(io)'],
  ...['ceil(d)', 'ceil(f)', 'ceil(i)', 'ceil(l)', 'floor(d)', 'floor(f)', 'floor(i)', 'floor(l)', 'floor(od)'],
  ...[
    'round(d)',
    'round(f)',
    'round(d, 2)',
    'round(d, -2)',
    'round(od, 1)',
    'round(i, -1)',
    'round(l, -3)',
    'round(i)',
    'round(d, n)',
  ],
  ...['sqrt(d)', 'sqrt(i)', 'ln(d)', 'ln(1 + u)', 'log10(d)', 'log10(od)', 'exp(d)', 'exp(f)'],
  ...['min(i, j)', 'min(d, e, od)', 'min(i, io)', 'max(i, j, n)', 'max(l, m)', 'max(d, e)', 'max(od, 1)'],
  ...['clamp(i, -2, 2)', 'clamp(d, e, 3)', 'clamp(od, -1, 1)', 'clamp(i, j, n)'],
  ...[
    'lower(s)',
    'upper(s)',
    'upper(so)',
    'trim(s)',
    'trim(so)',
    'length(s)',
    'length(so)',
    'length(li)',
    'length(vd)',
    'length(lio)',
  ],
  ...[
    'contains(s, p)',
    'contains(so, "a")',
    'startsWith(s, p)',
    'endsWith(s, p)',
    'replace(s, p, "$&")',
    'replace(s, "", "x")',
  ],
  ...[
    'split(s, p)',
    'split(s, "")',
    'split(so, "a")',
    'substring(s, n, 2)',
    'substring(s, n)',
    'substring(s, i, j)',
    'substring(so, 2)',
  ],
  ...[
    'matches(s, "^a")',
    'matches(s, p)',

    'matches(s, "[a-c]$")',
    'matches(so, "a.b")',
    'matches(s, "(ab)+$")',
    'matches(s, "\\\\d")',
  ],
  ...['year', 'month', 'day', 'weekday'].flatMap((name) => [`${name}(at)`, `${name}(ato)`, `${name}(day)`]),
  ...['hour(at)', 'hour(ato)', 'minute(at)', 'epoch(at)', 'epoch(ato)'],
  ...['year', 'month', 'week', 'day', 'hour', 'minute', 'second'].map((unit) => `truncate(at, "${unit}")`),
  ...[
    'vector(i, j)',
    'vector(d, e, 1)',
    'at(li, n)',
    'at(ls, 1)',
    'at(vd, 2)',
    'at(vd, n)',
    'at(ln, -1)',
    'at(lio, 2)',
  ],
  ...['sum(li)', 'sum(ll)', 'sum(ln)', 'sum(vd)', 'sum(vi)', 'sum(ld)', 'mean(li)', 'mean(ln)', 'mean(vd)', 'mean(ld)'],
  ...['norm(vd)', 'norm(ld)', 'norm(ln)', 'dot(vd, ve)', 'dot(ld, le)', 'dot(ln, li)'],
  ...[
    'concat(s, p)',
    'concat(s, so, "!")',
    'concat(s)',
    'concat(li, ln)',
    'concat(lio, li)',
    'concat(vd, ve)',
    'concat(ls)',
  ],
  ...['slice(li, n, -1)', 'slice(li, 1, n)', 'slice(ls, n, n)', 'slice(vd, 2, 3)', 'slice(lio, 2, -2)'],
  ...['sha256(s)', 'sha256(bin)', 'sha256(so)', 'mask(s, 2)', 'mask(so)', 'mask(s, n)', 'redact(so)', 'redact(io)'],
  ...['int32(d)', 'int32(l)', 'int32(num)', 'int32(b)', 'int32(f)', 'int64(d)', 'int64(num)', 'int64(bo)', 'int64(i)'],
  ...[
    'float32(d)',
    'float32(l)',
    'float32(num)',
    'float32(b)',
    'float64(num)',
    'float64(l)',
    'float64(bo)',
    'float64(f)',
  ],
  ...[
    'string(i)',
    'string(l)',
    'string(d)',
    'string(b)',
    'string(at)',
    'string(day)',
    'string(so)',
    'string(w)',
    'string(f)',
  ],
  ...[
    'bool(word)',
    'bool(d)',
    'bool(l)',
    'bool(bo)',
    'parseTimestamp(moment)',
    'parseJson(doc)',
    'string(parseJson(doc))',
  ],
  ...[
    'coalesce(io, j)',
    'coalesce(od, io, 1)',
    'so ?? s',
    'lio ?? li',
    'ato ?? at',
    'bo ?? b',
    'dayo ?? day',
    'wo ?? w',
  ],
  ...[
    'nullIf(i, j)',
    'nullIf(d, e)',
    'nullIf(s, p)',
    'nullIf(b, bo)',
    'nullIf(at, bt)',
    'nullIf(day, night)',
    'nullIf(w, v)',
  ],
  ...['if b then i else j', 'if bo then d else io', 'if i > j then s else so', 'if b then lio else li'],
];

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
    const written = functions.filter(({ unlikeSql }) => unlikeSql !== undefined).map(({ name }) => name);
    expect([...differing].sort()).toEqual(written.sort());
  });
});

test('every signature is compared', () => {
  const compared = new Set(texts.map(typedText).flatMap(signaturesIn));
  const missing = functions.flatMap((spec) =>
    spec.signatures.filter((one) => !compared.has(one)).map((one) => printSignature(spec, one)),
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
