/** The declarations of `millrace types` against the real compiler, and against what the runtime really hands over. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createFlowServices, loadDocument, printName, printType, stepTemplate, stepTypes } from '@millrace/grammar';
import { type FlowFile, isFlow, isTaskNode } from '@millrace/grammar/syntax';
import fc from 'fast-check';
import { AstUtils, EmptyFileSystem, URI } from 'langium';
import { describe, expect, test } from 'vitest';
import { arbitraryRecords } from '../../support/arbitrary-records.ts';
import { millrace } from '../../support/millrace-command.ts';
import { addFiles, projectFolder } from '../../support/project-folder.ts';
import { typeMistakes } from '../../support/type-check.ts';

/** A type of the language, a value as JSON has it, its type for code, and a test of the value that code gets. */
const kinds: [string, unknown, string, string][] = [
  ['bool', true, 'boolean', "typeof v === 'boolean'"],
  ['int8', -7, 'number', 'v === -7'],
  ['int16', 7, 'number', 'v === 7'],
  ['int32', 7, 'number', 'v === 7'],
  ['uint8', 7, 'number', 'v === 7'],
  ['uint16', 7, 'number', 'v === 7'],
  ['uint32', 7, 'number', 'v === 7'],
  ['int64', 7, 'bigint', 'v === 7n'],
  ['uint64', 7, 'bigint', 'v === 7n'],
  ['float32', 0.5, 'number', 'v === 0.5'],
  ['float64', 0.1, 'number', 'v === 0.1'],
  ['string', 'a', 'string', "v === 'a'"],
  ['bytes', 'AQI=', 'Uint8Array', 'v instanceof Uint8Array && v[1] === 2'],
  ['timestamp', '2026-01-31T10:00:00Z', 'Date', 'v instanceof Date && v.getUTCHours() === 10'],
  ['date', '2026-01-31', 'string', "v === '2026-01-31'"],
  ['duration', 5, 'number', 'v === 5'],
  ['json', { a: [null] }, 'Json', 'JSON.stringify(v) === \'{"a":[null]}\''],
  ['int64?', null, 'bigint | null', 'v === null'],
  ['int64[]', [1], 'bigint[]', 'Array.isArray(v) && v[0] === 1n'],
  ['timestamp?[]', ['2026-01-31T10:00:00Z', null], '(Date | null)[]', 'v[0] instanceof Date && v[1] === null'],
  ['float32[2]', [0.5, 1], 'Float32Array', 'v instanceof Float32Array && v[1] === 1'],
  ['float64[1, 2]', [[0.5, 1]], 'Float64Array', 'v instanceof Float64Array && v[1] === 1'],
  ['int64[1]', [9], 'BigInt64Array', 'v instanceof BigInt64Array && v[0] === 9n'],
  ['uint64[1]', [9], 'BigUint64Array', 'v instanceof BigUint64Array && v[0] === 9n'],
  ['bool[2]', [true, false], 'Uint8Array', 'v instanceof Uint8Array && v[0] === 1'],
  ['timestamp[1]', ['1970-01-01T00:00:01Z'], 'Float64Array', 'v instanceof Float64Array && v[0] === 1000'],
  ['duration[1]', [3], 'Float64Array', 'v instanceof Float64Array && v[0] === 3'],
  ['string[2]', ['a', 'b'], 'string[]', "Array.isArray(v) && v[1] === 'b'"],
  ['date[1]', ['2026-01-31'], 'string[]', "v[0] === '2026-01-31'"],
  ['bytes[1]', ['AQI='], 'Uint8Array[]', 'v[0] instanceof Uint8Array'],
  [
    '{ a: int64, b: { c: timestamp }[] }',
    { a: 1, b: [{ c: '2026-01-31T10:00:00Z' }] },
    '{ a: bigint; b: { c: Date }[] }',
    'v.a === 1n && v.b[0]?.c instanceof Date',
  ],
];

const columns = kinds.map(([type], at) => `c${at}: ${type}`).join('\n');

/** The compiler compares the types exactly, the step itself the values; it gives all back as it came. */
const step = `import type { Json, Same } from '../main.flow.d.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const isEqual = <A, B>(_: Equal<A, B>): void => {};
const json: Json = null;

export const same: Same = (record, context) => {
${kinds.map(([, , text], at) => `  isEqual<typeof record.c${at}, ${text}>(true);`).join('\n')}
  const wrong = [
${kinds.map(([type, , , isRight], at) => `    ((v) => ${isRight})(record.c${at}) ? [] : ['${type}'],`).join('\n')}
    context.parameters.big === 9n && context.parameters.since instanceof Date ? [] : ['a parameter'],
    context.attempt === 1 && context.node === 'same' && context.flow === 'F' && context.runId !== '' ? [] : ['context'],
    json === null ? [] : ['json'],
  ].flat();
  if (wrong.length > 0) throw new Error(\`what came is not what was said: \${wrong.join(', ')}\`);
  return record;
};
`;

const flow = `flow F(big: int64 = 9, since: timestamp = 2026-01-31T10:00:00Z) {
  read rows: { ${columns} } from jsonl("rows.jsonl")
  task same(rows) -> { ${columns} } { run: node("steps/same.ts", export: "same") }
  write out(same) to jsonl("out.jsonl")
}
`;

test('values of every type are what the declarations say, for the compiler and in a run', () => {
  const row = Object.fromEntries(kinds.map(([, value], at) => [`c${at}`, value]));
  const folder = projectFolder({
    'main.flow': flow,
    'steps/same.ts': step,
    'rows.jsonl': `${JSON.stringify(row)}\n`,
  });
  expect(millrace(['types'], { cwd: folder })).toMatchObject({ code: 0 });
  expect(typeMistakes(folder, ['steps/same.ts'])).toBe('');
  expect(typeMistakes(folder, ['steps/same.ts'], 'bundler')).toBe('');
  const { code, stderr } = millrace(['run', 'main.flow', '--json'], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('what nodes compute is what the declarations say too: the step uses each value as its type has it', () => {
  const folder = projectFolder({
    'main.flow': `flow F {
  read rows: { at: timestamp, flag: bool, big: int64, n: int32, f: float32?, r: { t: timestamp } } from jsonl("rows.jsonl")
  select made(rows) {
    times: concat([at], [at]), flags: [flag], bigs: [big, n], inner: r.t, records: [r], maybe: [f], vector: vector(n, 1.5)
  }
  task seen(made) -> { text: string } { run: node("seen.ts") }
  write out(seen) to jsonl("out.jsonl")
}
`,
    'seen.ts': `import type { Seen } from './main.flow.d.ts';
const seen: Seen = ({ times, flags, bigs, inner, records, maybe, vector }) => {
  const days = [...times, inner, ...records.map(({ t }) => t)].map((time) => time.getUTCDate());
  const sum = bigs.reduce((all, one) => all + one, 0n);
  return { text: [days, flags.map((one) => (one ? 'yes' : 'no')), sum + 1n, maybe[0] ?? 'none', vector.subarray(1)].join(' ') };
};
export default seen;
`,
    'rows.jsonl': '{"at":"2026-01-31T10:00:00Z","flag":true,"big":9,"n":1,"f":null,"r":{"t":"2026-02-01T00:00:00Z"}}\n',
  });
  expect(millrace(['types'], { cwd: folder })).toMatchObject({ code: 0 });
  expect(typeMistakes(folder, ['seen.ts'])).toBe('');
  expect(millrace(['run', 'main.flow'], { cwd: folder })).toMatchObject({ code: 0 });
  expect(readFileSync(path.join(folder, 'out.jsonl'), 'utf8')).toBe('{"text":"31,31,1,1 yes 11 none 1.5"}\n');
});

async function documentOf(text: string) {
  const services = createFlowServices({ ...EmptyFileSystem, ports: {} });
  const uri = URI.file('/main.flow');
  services.shared.workspace.LangiumDocuments.addDocument(
    services.shared.workspace.LangiumDocumentFactory.fromString(text, uri),
  );
  return loadDocument(services, uri);
}

test('what comes in may always be given back, whatever its names and types', async () => {
  const samples = fc.sample(arbitraryRecords(0), { numRuns: 40, seed: 7 });
  const folder = projectFolder();
  const files = await Promise.all(
    samples.map(async ({ schema }, at) => {
      const type = `{ ${schema.fields.map(({ name, type }) => `${printName(name)}: ${printType(type)}`).join(', ')} }`;
      const types = stepTypes(
        await documentOf(`flow F { read r: ${type} from jsonl("r") task same(r) -> ${type} { run: node("s.ts") } }`),
      );
      if (types.is !== 'known') throw new Error(`${type}: ${JSON.stringify(types)}`);
      addFiles(folder, {
        [`f${at}.flow.d.ts`]: types.text,
        [`s${at}.ts`]: `import type { Same } from './f${at}.flow.d.ts';\nexport const same: Same = (record) => record;\n`,
      });
      return `s${at}.ts`;
    }),
  );
  expect(typeMistakes(folder, files)).toBe('');
});

describe('the compiler', () => {
  const types = `schema P { id: string, n: int64? }
flow F(limit: int32) {
  read p: P from csv("p.csv")
  task one(p) -> P { run: node("one.ts") }
  task many(p) -> P { run: node("many.ts"), mode: batch }
  task all(p, p.errors) -> P { run: node("all.ts"), mode: whole }
  task sink(p) { run: node("sink.ts") }
  task none -> P { run: node("none.ts") }
}
`;
  const given: [string, string, string, string?][] = [
    ['takes a record', 'One', '(record) => ({ id: record.id })'],
    ['takes none', 'One', '({ id }) => (id === "" ? null : [{ id, n: 1 }, { id, n: null }])'],
    [
      'takes what comes later',
      'One',
      'async (record, { parameters }) => { if (parameters.limit > 1) return; return record; }',
    ],
    [
      'takes one result for each record',
      'Many',
      'async (records) => records.map((one) => (one.n === null ? null : one))',
    ],
    ['takes records of all inputs', 'All', '({ p, p_errors }) => p.slice(p_errors.length)'],
    ['takes anything where nothing is given', 'Sink', '(record) => { record.id.trim(); }'],
    ['takes a function that needs no record', 'None', '() => ({ id: "1" })'],
    ['misses a field', 'One', '({ n }) => ({ n })', "Property 'id' is missing"],
    ['refuses another type', 'One', '({ id }) => ({ id, n: id })', "Type 'string' is not assignable"],
    ['refuses a column that is not there', 'One', '(record) => ({ id: record.ids })', "Property 'ids' does not exist"],
    [
      'refuses a parameter that is not there',
      'Sink',
      '(_, { parameters }) => parameters.limits',
      "Property 'limits' does not",
    ],
    ['sees that a number may be null', 'Sink', '({ n }) => n + 1n', "'n' is possibly 'null'"],
    ['wants an array of a batch', 'Many', '() => null', "Type 'null' is not assignable"],
  ];

  test('says of steps what it should', async () => {
    const declarations = stepTypes(await documentOf(types));
    const folder = projectFolder({ 'main.flow.d.ts': declarations.is === 'known' ? declarations.text : '' });
    given.forEach(([, name, code], at) => {
      const text = `import type { ${name} } from './main.flow.d.ts';\nexport const step: ${name} = ${code};\n`;
      addFiles(folder, { [`step${at}.ts`]: text });
    });
    const said = typeMistakes(
      folder,
      given.map((_, at) => `step${at}.ts`),
    );
    for (const [at, [what, , , mistake]] of given.entries()) {
      const own = said.split('\n').filter((line) => line.startsWith(`step${at}.ts(`));
      expect(own, what).toEqual(mistake === undefined ? [] : [expect.stringContaining('error TS')]);
      expect(said.slice(said.indexOf(own[0] ?? '')), what).toContain(mistake ?? '');
    }
  });

  test('has nothing against the templates of steps, in both languages', async () => {
    const document = await documentOf(types.replaceAll(/\("(\w+)\.ts"\)/g, '("steps/$1.ts", export: "$1")'));
    const declarations = stepTypes(document);
    const folder = projectFolder({ 'main.flow.d.ts': declarations.is === 'known' ? declarations.text : '' });
    const file = document.parseResult.value as FlowFile;
    const tasks = file.declarations
      .filter(isFlow)
      .flatMap((one) => AstUtils.streamAllContents(one).filter(isTaskNode).toArray());
    for (const task of tasks)
      addFiles(folder, {
        [`steps/${task.name}.ts`]: stepTemplate(task, 'typescript'),
        [`steps/js-${task.name}.mjs`]: stepTemplate(task, 'javascript'),
      });
    expect(tasks).toHaveLength(5);
    const files = tasks.flatMap(({ name }) => [`steps/${name}.ts`, `steps/js-${name}.mjs`]);
    expect(typeMistakes(folder, files)).toBe('');
  });
});
