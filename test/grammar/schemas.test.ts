import { checkDocument, diagramOf, planFlow } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { analyze, checkDiagnostics, loadFlow, outputs, projectFolder } from '../support/flow-fixture.ts';

test('[T5] a record has one field of a name', () =>
  checkDiagnostics(`
schema A { id: string, id: int32, inner: { x: int32, x: int32 } }
                       ^^ FLOW250 A field is already called "id"
                                                     ^ FLOW250 A field is already called "x"
`));

test('[T6] a schema has the fields of its bases, then its own', async () => {
  const known = await outputs(`
schema Base { id: string, country: string? }
schema Timed { at: timestamp, id: string }
schema Payment extends Base, Timed { amount: float64, country: string }
flow F -> a { read a: Payment from jsonl("a.jsonl") }
`);
  expect(known.a).toBe('id: string, country: string, at: timestamp, amount: float64');
});

test('[T6] schemas do not go in circles and fit where their bases fit', () =>
  checkDiagnostics(`
schema A extends B { x: int32 }
       ^ FLOW251 Schemas extend each other in a circle: A extends B extends C extends A
schema B extends C { x: int32 }
schema C extends A { x: int32 }
schema Tree { left: Tree?, right: Tree? }
       ^^^^ FLOW252 Schema "Tree" contains itself; a record has a fixed depth. Use json for data that nests freely
schema One { two: Two[] }
       ^^^ FLOW252 Schema "One" contains itself; a record has a fixed depth. Use json for data that nests freely
schema Two { one: { inner: One } }
schema Base { id: string, amount: float32 }
schema Wider extends Base { id: string?, amount: float64 }
                                ^^^^^^^ FLOW253 Field "id" does not fit the one of "Base": string? may be null and string may not
                                                 ^^^^^^^ FLOW253 Field "amount" does not fit the one of "Base": float32 does not hold every value of float64
schema Narrower extends Base { amount: float32 }
schema Empty { }
       ^^^^^ FLOW263 Schema "Empty" has no fields
`));

test('[T7] a vector holds scalars in sizes of at least one', () =>
  checkDiagnostics(`
schema A { id: string }
schema B { a: A[3], b: float32?[2], c: float32[2][], d: float32[0], e: float32[2, n], f: A[], g: float32[2]? }
               ^^^ FLOW255 A vector holds scalars; write T[] for a list of anything else
                               ^^^ FLOW255 A vector holds scalars; write T[] for a list of anything else
                                                                ^ FLOW255 A vector has at least one element in each dimension
`));

test('[T8] what is read and what a task gives are records', () =>
  checkDiagnostics(`
schema A { id: string }
flow F -> a, b, c {
  read a: string from csv("a.csv")
          ^^^^^^ FLOW254 What is read are records of a schema, not string
  read b: A[] from csv("a.csv")
          ^^^ FLOW254 What is read are records of a schema, not A[]
  read c: A? from csv("a.csv")
          ^^ FLOW254 What is read are records of a schema, not A?
  task d(c) -> int32 { run: node("d.ts", export: "d") }
               ^^^^^ FLOW254 Results are records of a schema, not int32
  write w(d) to csv("w.csv")
}
//- /a.csv
//- /d.ts
`));

describe('[T9] annotations', () => {
  test('say what they are for', () =>
    checkDiagnostics(`
schema A {
  id: string @key @key
                  ^^^^ FLOW123 "@key" is given twice
  card: string @pi
                ^^ FLOW126 Unknown annotation "@pi". Did you mean "pii"?
  amount: float64 @range(min: 0, max: 10)
  wrong: float64 @range(min: "a") @oneOf(1.5)
                             ^^^ FLOW127 "@range" wants a number
                                  ^^^^^^^^^^^ FLOW127 "@oneOf" does not apply to float64
  text: string @range(min: 0) @pattern("[") @default(3)
               ^^^^^^^^^^^^^^ FLOW127 "@range" does not apply to string
                                       ^^^ FLOW127 "@pattern" has a regular expression that is not one: [
                                                     ^ FLOW127 "@default" wants a value of the field: int32 is not string
  none: float64 @range
                ^^^^^^ FLOW127 "@range" needs an argument: amount: float64 @range(min: 0)
  also: string @pattern
               ^^^^^^^^ FLOW127 "@pattern" needs an argument: code: string @pattern("[A-Z]{2}[0-9]+")
  many: string @name("a", "b") @unit("EUR")
                          ^^^ FLOW127 "@name" does not take that many arguments; write bytes: int64 @name("src bytes")
                               ^^^^^^^^^^^^ FLOW127 "@unit" does not apply to string
  currency: string @oneOf("EUR", 3)
                                 ^ FLOW127 "@oneOf" wants a value of the field: int32 is not string
  country: string? @default("FR")
  small: int8 @default(300)
                       ^^^ FLOW127 "@default" wants a value of the field: 300 does not fit int8
  at: timestamp @default(2026-01-31T10:00:00Z)
  wait: duration @default(5s)
  old: string @deprecated
  named: float64 @range(low: 1)
                        ^^^^^^ FLOW127 "@range" does not take "low"; write amount: float64 @range(min: 0)
}
`));

  test('become rules of the field, and those on how it enters end behind a select', async () => {
    const { nodes } = await analyze(`
schema A {
  id: string @key @name("ID")
  amount: float64 @range(min: -1.5, max: 10) @unit("EUR") @default(0)
  kind: string @oneOf("a", "b") @pattern("[ab]") @pii @sensitive("health")
}
flow F -> s { read a: A from csv("a.csv") select s(a) { id, total: amount, more: amount + 1 } }
`);
    const rules = (node: string) => nodes.get(node)?.output?.fields.map((field) => field.rules);
    expect(rules('a')).toEqual([
      { key: true, sourceName: 'ID' },
      { range: { min: -1.5, max: 10 }, unit: 'EUR', default: 0 },
      { oneOf: ['a', 'b'], pattern: '[ab]', pii: true, sensitive: 'health' },
    ]);
    expect(rules('s')).toEqual([{ key: true }, { range: { min: -1.5, max: 10 }, unit: 'EUR' }, undefined]);
  });
});

test('[T10] the use of a deprecated field is marked', () =>
  checkDiagnostics(`
schema A { id: string @deprecated("use key"), key: string }
flow F -> b, c {
  read a: A from csv("a.csv")
  filter b(a) where id == key
                    ^^ FLOW262 "id" is deprecated: use key
  select c(a) { key, text: upper(id) }
                                 ^^ FLOW262 "id" is deprecated: use key
}
//- /a.csv
`));

test('[T11] a record that would be too large is refused before it is made', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `schema S${i + 1} { a: S${i}, b: S${i} }`).join('\n');
  const { document } = await loadFlow(
    `schema S0 { x: int32 }\n${names}\nflow F -> s { read s: S30 from jsonl("s.jsonl") }`,
  );
  const codes = checkDocument(document).map(({ code }) => code);
  expect(codes.filter((code) => code === 'FLOW265')).toHaveLength(16);
  expect(planFlow({ document, projectFolder }).plan).toBeUndefined();
  expect(diagramOf(document)?.nodes).toHaveLength(1);
});

test.each([
  [
    'schemas',
    (n: number) => `schema S${n} { x: int32 }\n${listed(n, (i) => `schema S${i} { a: S${i + 1} }`)}`,
    'FLOW265',
  ],
  [
    'schemas, the first first',
    (n: number) => `schema S0 { x: int32 }\n${listed(n, (i) => `schema S${i + 1} { a: S${i} }`)}`,
    'FLOW265',
  ],
  ['lists', (n: number) => `schema S { a: int32${'[]'.repeat(n)} }`, 'FLOW255'],
])('[T11] %s inside of each other are refused where they are too deep', async (_, text, code) => {
  const codes = async (depth: number) => checkDocument((await loadFlow(text(depth))).document).map((one) => one.code);
  expect(await codes(31)).toEqual([]);
  expect(new Set(await codes(4_000))).toEqual(new Set([code]));
});

const wide = (columns: number) =>
  `schema W { ${Array.from({ length: columns }, (_, i) => `f${i}: int32`).join(', ')} }\n`;

test.each([
  [
    'nodes',
    (n: number) =>
      `flow F -> n${n} { read n0: W from jsonl("w.jsonl")\n${listed(n, (i) => `select n${i + 1}(n${i}) { *, x${i}: 1 }`)} }`,
  ],
  ['schemas', (n: number) => listed(n, (i) => `schema X${i} extends W { x: int32 }`)],
])('[T11] %s with very many columns together are refused, once', async (_, text) => {
  const codes = async (n: number) =>
    checkDocument((await loadFlow(`${wide(4_000)}${text(n)}`)).document).map((one) => one.code);
  expect((await codes(90)).filter((code) => code === 'FLOW265')).toEqual([]);
  expect((await codes(700)).filter((code) => code !== 'FLOW502')).toEqual(['FLOW265']);
});

function listed(count: number, item: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => item(i)).join('\n');
}

test('[T12] the annotations of a field do not contradict each other', () =>
  checkDiagnostics(`
schema A {
  a: int32 @range(min: 3, max: 1)
           ^^^^^^^^^^^^^^^^^^^^^^ FLOW127 "@range" has its min above its max
  b: float64 @range(min: 0) @default(-1)
                            ^^^^^^^^^^^^ FLOW127 "@default" is a value that "@range" does not allow
  c: string @default("GBP") @oneOf("EUR", "USD")
            ^^^^^^^^^^^^^^^ FLOW127 "@default" is a value that "@oneOf" does not allow
  d: string @pattern("[A-Z]{2}") @default("FRA")
                                 ^^^^^^^^^^^^^^^ FLOW127 "@default" is a value that "@pattern" does not allow
  e: int32 @range(min: 0, max: 10) @oneOf(1, 2) @default(1 + 1)
}
`));

test('[T9] a default may be computed', async () => {
  const { nodes } = await analyze(`
schema A { e: int32 @default(3 - 1), f: duration? @default(60 * 1s), g: timestamp @default(2026-01-31T10:00:00+01:00) }
flow F -> a { read a: A from jsonl("a.jsonl") }
`);
  const rules = nodes.get('a')?.output?.fields.map((field) => field.rules?.default);
  expect(rules).toEqual([2, 60_000, '2026-01-31T09:00:00.000Z']);
});

test('[T11] a record that is too large says so at its name', () =>
  checkDiagnostics(`
schema Ten { a: int32, b: int32, c: int32, d: int32, e: int32, f: int32, g: int32, h: int32, i: int32, j: int32 }
schema Hundred { a: Ten, b: Ten, c: Ten, d: Ten, e: Ten, f: Ten, g: Ten, h: Ten, i: Ten, j: Ten }
schema Thousand { a: Hundred, b: Hundred, c: Hundred, d: Hundred, e: Hundred, f: Hundred, g: Hundred, h: Hundred, i: Hundred, j: Hundred }
schema Myriad { a: Thousand, b: Thousand, c: Thousand, d: Thousand, e: Thousand, f: Thousand, g: Thousand, h: Thousand, i: Thousand, j: Thousand }
schema Lakh { a: Myriad, b: Myriad, c: Myriad, d: Myriad, e: Myriad, f: Myriad, g: Myriad, h: Myriad, i: Myriad, j: Myriad }
       ^^^^ FLOW265 Schema "Lakh" has more than 20000 fields, counting those inside of its records
`));
