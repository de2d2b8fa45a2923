/** Damage stays where it is done, and no text takes long: the small size of test/bench/any-text.bench.ts, and what it found. */
import { analyzeFlow, checkDocument, formatFlow, toLspDiagnostic } from '@millrace/grammar';
import { type FlowFile, isFlow, isSchema } from '@millrace/grammar/syntax';
import { describe, expect, test } from 'vitest';
import { measureAnyText } from '../bench/any-text-measurement.ts';
import type { AnyTextFailure } from '../bench/any-text-trials.ts';
import { checkDiagnostics, loadFlow, outputs } from '../support/flow-fixture.ts';

test('[L9] five hundred damaged flows have their answers, and the undamaged statements their schemas', async () => {
  const failures: AnyTextFailure[] = [];
  const { schemas } = await measureAnyText(500, 20_261_120, (failure) => failures.push(failure));
  expect(failures).toEqual([]);
  expect(schemas).toBeGreaterThan(20);
}, 300_000);

const rows = 'schema S { a: int32 }\n';
const flow = (statements: string) =>
  `${rows}flow F {\n read s: S from jsonl("s.jsonl")\n${statements}\n select t(s) { a }\n}`;

describe('the parser', () => {
  const nested: [string, (depth: number) => string][] = [
    ['signs in brackets', (n) => '(not - '.repeat(n)],
    ['lists', (n) => `${'['.repeat(n)}1${']'.repeat(n)}`],
    ['conditions that never come to their else', (n) => `${'if '.repeat(n)}a${' then b else c'.repeat(n)}`],
    ['conditions with a comma that is deleted', (n) => 'if a , then '.repeat(n)],
    ['names that could begin a statement', (n) => '( import + '.repeat(n)],
    ['brackets that do not match', (n) => ') ( ] if : then not '.repeat(n)],
    ['columns called as nodes are', (n) => `a${'.read'.repeat(n)}`],
    ['records', (n) => `${'{ a: '.repeat(n)}1${' }'.repeat(n)}`],
  ];

  test.each(nested)('[L9] reads %s in a second, however deep', async (_, expression) => {
    for (const depth of [20, 33, 500, 3_000]) {
      const text = flow(` filter f(s) where ${expression(depth)}`);
      const before = process.cpuUsage();
      const known = await outputs(text);
      const { user, system } = process.cpuUsage(before);
      expect(known).toMatchObject({ s: 'a: int32', t: 'a: int32' });
      expect((user + system) / 1e6, `seconds at ${depth}`).toBeLessThan(depth > 1000 ? 3 : 1);
    }
  });

  test('[L8] skips the block of a damaged statement with it', async () => {
    expect(await outputs(flow(' review r(s s.a) { by: "x" ask: { ok: bool } }'))).toMatchObject({ t: 'a: int32' });
  });

  test.each([
    ' select f(s) { a, , b: a }',
    ' route r(s) { high: a > 1, , low: otherwise }',
    ' write w(s) to jsonl("x.jsonl") { when: { a: , b: 1 }, , to: 3 }',
    ' filter f(s) where a in [1, , 2',
  ])('[L8] ends no flow with the bracket of a damaged statement: %s', async (statement) => {
    expect(await outputs(flow(statement))).toMatchObject({ t: 'a: int32' });
  });

  test.each([
    ' write w(s) to jsonl("x.jsonl") { a: , , b: 1 }, ,',
    ` write w(s) to jsonl("x.jsonl") ${'{ read: '.repeat(2)}`,
    ` filter f(s) where ${'{ read: '.repeat(13)}`,
    ' select f(s) { a, union a, b: a }',
    ' select f(s) { a, read, b: a }',
    ' select f(s) { a }}',
    ' write w(s) to jsonl("x.jsonl") record allow: [{] }',
    ' select f,s) { a, b( c: abs(a) }',
    ' filter f(s) where a > 1 }',
    ' group "G" { filter f(s) where a > 1 } }',
    ' filter f(s) where a > 1 and a flow limit',
    ' filter f(s) where a > 1 and flow flow flow a < 2',
    ' select f(s) { a } schema limit',
    ' select f(s), b: a } with { onError: skip }',
    ` filter f(s) where a > ${'} '.repeat(40)} 1000`,
    ' filter f(s) where a } > 1',
    ' schema Misplaced { b: int32 }',
    ' import { Misplaced } from "./x.flow"',
    ' flow Inner(x: int32) -> f { filter f(s) where a > x }',
  ])('[L8] neither a word nor a bracket too many hides the nodes below: %s', async (statement) => {
    expect(await outputs(flow(statement))).toMatchObject({ t: 'a: int32' });
  });

  test.each(['', ', inner: { b: int32', ' @range(min: 1'])(
    '[L8] a declaration further to the right ends a schema that is left open%s',
    async (rest) => {
      const text = `schema S { a: int32${rest}\n  flow F {\n read s: S from jsonl("s.jsonl")\n select t(s) { a }\n }\n`;
      expect(await outputs(text)).toMatchObject({ t: 'a: int32' });
    },
  );

  test.each(['model [1] x { }', 'model x { }', 'import { a: 1 }', 'flow x (1)'])(
    'items of a list are no declaration, though they read like one: %s',
    async (items) => {
      const { document } = await loadFlow(`test "t" of F {\n given s: [\n a\n ${items}\n ]\n}`);
      expect(document.parseResult.lexerErrors).toEqual([]);
      expect(document.parseResult.parserErrors).toEqual([]);
    },
  );

  test('[L8] a declaration inside of another is told to move, and the other stays as it is', () =>
    checkDiagnostics(`
schema S {
  a: int32
  model M { file: "m.onnx" }
  ^^^^^ FLOW101 Unexpected "model"; move it out of this block: schemas, models, flows and the like stand in no other
  b: int32
}
flow F -> t {
  read s: S from jsonl("s.jsonl")
  select t(s) { a, b } }
                       ^ FLOW101 Unexpected "}"
  write w(t) to jsonl("w.jsonl")
}
//- /s.jsonl
`));

  test('words that join expressions are keys before a colon, without commas too', async () => {
    const text = flow(' select f(s) { x: a\n or: a and: a\n in: a between: a not: a }');
    expect((await outputs(text)).f).toBe('x: int32, or: int32, and: int32, in: int32, between: int32, not: int32');
  });
});

describe('names and texts', () => {
  const scripts = ['Größe', 'العمر', 'שֵׁם', '年齢', 'Ἰλιάς', '🦈🌊', 'क्षेत्र', 'e\u0301', 'a b', '\u202Ereversed'];

  test.each(scripts)('[L2] may be in any script: %s', async (name) => {
    const text = `schema S { \`${name}\`: int32 }
flow F { read s: S from jsonl("${name}.jsonl") select t(s) { \`${name}\`, \`${name}2\`: \`${name}\` + 1 } }`;
    expect((await outputs(text)).t).toBe((await outputs(text.replaceAll(`\`${name}`, '`x'))).t?.replaceAll('x', name));
  });

  test('are placed in UTF-16 units', async () => {
    const { document } = await loadFlow('schema S { `🦈`: Nothing }');
    const [first] = checkDocument(document).map(toLspDiagnostic);
    expect(first?.range).toEqual({ start: { line: 0, character: 17 }, end: { line: 0, character: 24 } });
  });
});

test('[L9] line ends of every kind, and characters that are none, are no trouble', async () => {
  const text = flow(' filter f(s) where a > 1').replaceAll('\n', '\r\n').replace('\r\n', '\r');
  expect(await outputs(text)).toEqual({ s: 'a: int32', f: 'a: int32', t: 'a: int32' });
  for (const odd of ['\0', '\uFEFF', '\u0007', '\uD800', '\u2028'])
    expect(await outputs(text.replace('> 1', `> 1 ${odd}`)), escape(odd)).toMatchObject({ t: 'a: int32' });
});

test('half a surrogate pair in the path of a model is a file that is not there', async () => {
  const text = `model M { file: "m\uD800.onnx" } ${flow(' infer i(s) with M')}`;
  expect(await outputs(text)).toMatchObject({ t: 'a: int32' });
});

test('[L9] fifty files that import each other in a circle are read once each', async () => {
  const file = (i: number) =>
    `//- /f${i}.flow\nimport { S${(i + 1) % 50} } from "./f${(i + 1) % 50}.flow"\nschema S${i} { next: S${(i + 1) % 50}[], own: int32 }\n`;
  const { document } = await loadFlow(
    Array.from({ length: 50 }, (_, i) => file(i))
      .join('')
      .replace('//- /f0.flow\n', ''),
  );
  expect((document.parseResult.value as FlowFile).declarations.filter(isSchema)).toHaveLength(1);
  expect(checkDocument(document).length).toBeLessThan(3);
});

test('[L9] a schema of five thousand fields on one line is read in seconds', async () => {
  const fields = Array.from({ length: 5_000 }, (_, i) => `f${i}: int32`).join(', ');
  const before = process.cpuUsage();
  const { document } = await loadFlow(
    `schema S { ${fields} } flow F { read s: S from jsonl("s.jsonl") select t(s) { f7 } }`,
  );
  checkDocument(document);
  const flows = (document.parseResult.value as FlowFile).declarations.filter(isFlow);
  expect(analyzeFlow(flows[0] as never).nodes.get('t')?.output?.fields).toHaveLength(1);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(20);
});

const tooLong: [string, string, string][] = [
  ['a million fields', `schema S { ${fieldsOf(1_000_000)} }`, 'two million characters'],
  ['a hundred thousand fields', `schema S { ${fieldsOf(100_000)} }`, '30,000 words and signs'],
  ['200,000 numbers', flow(` filter f(s) where a in [${'1, '.repeat(200_000)}]`), '30,000 words and signs'],
  [
    '200,000 numbers in an annotation',
    `schema S { a: int32 @oneOf(${'1, '.repeat(200_000)}1) }`,
    '30,000 words and signs',
  ],
];

function fieldsOf(count: number): string {
  return Array.from({ length: count }, (_, i) => `f${i}: int32`).join(', ');
}

test.each(tooLong)('[L9] %s are refused at once, with one word', async (_, text, most) => {
  const before = process.cpuUsage();
  const { document } = await loadFlow(text);
  expect(checkDocument(document).map(({ message }) => message)).toEqual([
    `This file is too long to be read; no more than ${most} are`,
  ]);
  expect(formatFlow(text)).toBeUndefined();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(2);
});
