import { expect, test } from 'vitest';
import { outcomeLines, testOutcomes } from '../../support/flow-test-outcomes.ts';

const flow = `
schema Payment { id: string, amount: float64, size: int64 @default(1), tags: string[], shop: { city: string?, at: timestamp }, raw: json }
schema Shop { id: string, name: string? }

flow Main(limit: float64 = 100.0, word: string = "w") {
  read payments: Payment from jsonl("not-there.jsonl")
  read shops: Shop from csv("not-there.csv")
  filter large(payments) where amount > limit
  select thirds(large) { id, third: amount / 3, single: float32(amount) * 0.1, size, said: word }
  select whole(payments) { id, whole: int32(amount) }
  route parts(payments) { big: amount > 1000, small: otherwise }
  join named(thirds, shops) on thirds.id == shops.id { kind: left, prefix: "s_" }
  write out(named) to jsonl("out/out.jsonl")
  use checked: Check(rows: large)
  write fine(checked.good) to jsonl("out/fine.jsonl")
}

flow Check(rows: stream { id: string, amount: float64 }) -> good, other {
  filter good(rows) where amount > 200
  select other(rows) { id, inverse: 1 / int32(amount - 150) }
}
`;

async function lines(tests: string, files: Record<string, string> = {}): Promise<string[]> {
  const text = flow + tests;
  return outcomeLines(text, await testOutcomes(text, files));
}

const record = (id: string, amount: string, rest = '') =>
  `{ id: "${id}", amount: ${amount}, tags: ["a", "b"], shop: { at: 2026-01-31T10:00:00Z }, raw: { deep: [1, { x: 2 }] } ${rest} }`;

test('[P11] of a record that is expected only what is written counts, however deep', async () => {
  expect(
    await lines(`
test "fields" of Main() {
  given payments: [${record('a', '120')}, ${record('b', '5')}]
  expect large: [{ id: "a", size: 1, tags: ["a", "b"], shop: { city: null }, raw: { deep: [1, { x: 2 }] } }]
  expect payments: [{ shop: { at: 2026-01-31T10:00:00Z } }, { amount: 5 }]
}
test "wrong" of Main() {
  given payments: [${record('a', '120')}]
  expect large: [{ id: "x", size: 2, tags: ["a", "c"], shop: { city: "Paris" }, raw: { deep: [1, { x: 3 }] } }]
  expect payments: [{ tags: ["a"] }]
}`),
  ).toEqual([
    'fields: passed',
    'wrong: "x" | large: record 1 has another id | "x" | "a"',
    'wrong: 2 | large: record 1 has another size | 2 | 1',
    'wrong: "c" | large: record 1 has another tags[1] | "c" | "b"',
    'wrong: "Paris" | large: record 1 has another shop.city | "Paris" | null',
    'wrong: 3 | large: record 1 has another raw.deep[1].x | 3 | 2',
    'wrong: ["a"] | payments: record 1 has another tags | ["a"] | ["a","b"]',
  ]);
});

test('[P11] records come in the order that is written, and others between them only where it does not say exactly', async () => {
  const given = `given payments: [${['a', 'b', 'c', 'd'].map((id, at) => record(id, `${200 + at}`)).join(', ')}]`;
  expect(
    await lines(`
test "some" of Main() { ${given} expect whole: [{ id: "b" }, { whole: 203 }] }
test "order" of Main() {
  ${given}
  expect whole: [{ id: "c" }, { id: "b" }]
}
test "exactly" of Main() {
  ${given}
  expect whole exactly: [{ id: "a", whole: 200 }, { id: "c", whole: 202 }, { id: "d", whole: 203 }, { id: "e", whole: 1 }]
}
test "none" of Main() { ${given} expect parts.big: [] expect parts.small: [] }`),
  ).toEqual([
    'some: passed',
    'order: { id: "b" } | whole: record 2 did not come | {"id":"b"}',
    'exactly: whole | whole: a record came that is not expected | {"id":"b","whole":201}',
    'exactly: { id: "e", whole: 1 } | whole: record 4 did not come | {"id":"e","whole":1}',
    expect.stringMatching(/^none: parts | parts.small: no records are expected, and 4 came | \[\] | \[\{"id":"a"/),
  ]);
});

test('[P11] floats are near enough, whole numbers are exact, whatever their size', async () => {
  expect(
    await lines(`
test "near" of Main() {
  given payments: [${record('a', '200', ', size: 9007199254740993')}]
  expect thirds: [{ third: 66.6666666667, single: 20.00001, size: 9007199254740993 }]
}
test "not" of Main(limit: 1, word: "v") {
  given payments: [${record('a', '200', ', size: 9007199254740993')}]
  expect thirds: [{ third: 66.66667, single: 20.1, size: 9007199254740992, said: "w" }]
}`),
  ).toEqual([
    'near: passed',
    'not: 66.66667 | thirds: record 1 has another third | 66.66667 | 66.66666666666667',
    'not: 20.1 | thirds: record 1 has another single | 20.100000381469727 | 20',
    'not: 9007199254740992 | thirds: record 1 has another size | "9007199254740992" | "9007199254740993"',
    'not: "w" | thirds: record 1 has another said | "w" | "v"',
  ]);
});

test('[P11] bad records are expected of a port; where they end the flow, the test fails', async () => {
  expect(
    await lines(`
test "bad" of Main() {
  given payments: [${record('a', '1e300')}, ${record('b', '2')}]
  expect whole.errors: [{ record: { id: "a" }, message: "1e+300 is not int32", node: "whole", attempt: 1, line: null }]
  expect whole: [{ id: "b" }]
}
test "ends" of Main() {
  given payments: [${record('a', '1e300')}]
  expect whole: []
}`),
  ).toEqual([
    'bad: passed',
    expect.stringMatching(/^ends: "ends" \| "whole" cannot process a record: 1e\+300 is not int32/),
  ]);
});

test('[P11] [N19] streams are given, writes and uses are expected by their names, and nothing is written', async () => {
  expect(
    await lines(`
test "stream" of Check() {
  given rows: [{ id: "a", amount: 250 }, { id: "b", amount: 151 }]
  expect good exactly: [{ id: "a", amount: 250 }]
  expect other: [{ inverse: 0.01 }, { inverse: 1 }]
  expect rows: [{ id: "b" }]
}
test "write" of Main() {
  given payments: [${record('a', '250')}, ${record('b', '2')}]
  given shops: [{ id: "a", name: "A" }]
  expect out: [{ id: "a", s_name: "A" }]
  expect fine: [{ id: "a" }]
  expect checked.other: [{ id: "a", inverse: 0.01 }]
}`),
  ).toEqual(['stream: passed', 'write: passed']);
});

test('[P11] what a test does not give it does not read, and it needs only what it expects', async () => {
  const files = { 'not-there.csv': 'id,name\na,A\n' };
  expect(
    await lines(
      `
test "needed" of Main() {
  given payments: []
  expect out: []
}
test "not needed" of Main() {
  given payments: []
  expect large: []
}
test "stream" of Check() { expect good: [] }
test "nothing" of Main() { given payments: [] given shops: [] }`,
      files,
    ),
  ).toEqual([
    'needed: "needed" | The test does not give the records of "shops"; write "given shops: [ … ]", or [] for none',
    'not needed: passed',
    'stream: "stream" | The test does not give the records of "rows"; write "given rows: [ … ]", or [] for none',
    'nothing: passed',
  ]);
});

test('[P11] a flow of another file is tested with its own types and code', async () => {
  const text = `import { Sized } from "./sized.flow"
test "imported" of Sized(least: 2) { given rows: [{ id: 1 }, { id: 2 }] expect twice exactly: [{ id: 4 }] }
`;
  const sized = `schema Row { id: int32 }
flow Sized(rows: stream Row, least: int32) -> twice {
  filter kept(rows) where id >= least
  task twice(kept) -> Row { run: node("double.ts", export: "double") }
}
`;
  const code = `export const double = ({ id }: { id: number }) => {
  console.log('seen', id);
  return { id: 2 * id };
};
`;
  const outcomes = await testOutcomes(text, { 'sized.flow': sized, 'double.ts': code });
  expect(outcomes).toMatchObject([{ status: 'passed', failures: [], output: ['twice | seen 2'] }]);
});
