import { isStepTypes, type StepTypes, scalarNames, stepTypes, typesChange } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { loadFlow } from '../support/flow-fixture.ts';

async function typesOf(text: string): Promise<StepTypes> {
  return stepTypes((await loadFlow(text)).document);
}

async function textOf(text: string): Promise<string> {
  const types = await typesOf(text);
  if (types.is !== 'known') throw new Error(`The types are ${JSON.stringify(types)}`);
  return types.text;
}

/** The line of the only field where code gets it, and where it gives it back. */
async function formsOf(field: string): Promise<(string | undefined)[]> {
  const text = await textOf(
    `schema Inner { n: int32, c: int64? }
     flow F { read p: { ${field} } from jsonl("p.jsonl")
     task t(p) -> { ${field} } { run: node("t.ts") } }`,
  );
  const lineIn = (name: string) =>
    text
      .split(`interface ${name} {\n`)[1]
      ?.split('\n')
      .find((line) => /^ {4}\w/.test(line));
  return [lineIn('Record'), lineIn('Result')].map((line) => line?.trim());
}

const forms: [string, string, string?][] = [
  ['v: bool', 'v: boolean;'],
  ['v: int32', 'v: number;'],
  ['v: float32', 'v: number;'],
  ['v: int64', 'v: bigint;', 'v: bigint | number;'],
  ['v: uint64', 'v: bigint;', 'v: bigint | number;'],
  ['v: string', 'v: string;'],
  ['v: bytes', 'v: Uint8Array;'],
  ['v: timestamp', 'v: Date;'],
  ['v: date', 'v: string;'],
  ['v: duration', 'v: number;'],
  ['v: json', 'v: Json;', 'v: unknown;'],
  ['v: int32?', 'v: number | null;', 'v?: number | null | undefined;'],
  ['v: int64?', 'v: bigint | null;', 'v?: bigint | number | null | undefined;'],
  ['v: json?', 'v: Json | null;', 'v?: unknown;'],
  ['v: int32 @default(1)', 'v: number;', 'v?: number | null | undefined;'],
  ['v: int32? @default(1)', 'v: number;', 'v?: number | null | undefined;'],
  ['v: string[]', 'v: string[];', 'v: readonly string[];'],
  ['v: int64?[]', 'v: (bigint | null)[];', 'v: readonly (bigint | number | null | undefined)[];'],
  ['v: string[][]', 'v: string[][];', 'v: readonly (readonly string[])[];'],
  ['v: float32[3]', 'v: Float32Array;', 'v: Float32Array | readonly number[];'],
  ['v: bool[3]', 'v: Uint8Array;', 'v: Uint8Array | readonly boolean[];'],
  ['v: int64[2]', 'v: BigInt64Array;', 'v: BigInt64Array | readonly (bigint | number)[];'],
  ['v: timestamp[2]', 'v: Float64Array;', 'v: Float64Array | readonly Date[];'],
  ['v: string[2]', 'v: string[];', 'v: readonly string[];'],
  ['v: float32[seq]', 'v: number[];', 'v: readonly number[];'],
  ['v: int8[2, 3]', 'v: Int8Array;', 'v: Int8Array | readonly number[] | readonly (readonly number[])[];'],
  ['v: { a: int32 }', 'v: { a: number };'],
  ['v: { a: int32? }?', 'v: { a: number | null } | null;', 'v?: { a?: number | null | undefined } | null | undefined;'],
  ['v: {}[]', 'v: {}[];', 'v: readonly {}[];'],
  ['v: Inner', 'v: Inner;', 'v: InnerResult;'],
  ['v: Inner?[]', 'v: (Inner | null)[];', 'v: readonly (InnerResult | null | undefined)[];'],
];

test.each(forms)('%s is %s to the code, and may be given back as %s', async (field, given, returned = given) => {
  expect(await formsOf(field)).toEqual([given, returned]);
});

test('every scalar type has a form', async () => {
  for (const name of scalarNames) expect(await formsOf(`v: ${name}`)).not.toContain(undefined);
});

const header = '// Made by "millrace types" from main.flow. Change the flow, not this file: it is written again.\n';

const context = (flowParameters: string) => `  interface Context {
    /** The name of the node. */
    node: string;
    /** The name of the flow that runs. */
    flow: string;
    runId: string;
    /** 1 on the first try of a record, then 2, … */
    attempt: number;
    /** The number of the batch; null where the task gets all records at once. */
    batch: number | null;
    /** Into the log of the run, with node and batch. */
    log(...words: unknown[]): void;
    parameters: ${flowParameters};
  }
}
`;

test('what is said of fields, of schemas and of the task is carried, whatever they are called', async () => {
  const text = await textOf(`
    /** One */ schema Payment {
      /** Its own. */ id: string
      /** Two
       *  lines */ \`src bytes\`: int64 @deprecated("take bytes */ instead")
      \`größe\`: float64
    }
    flow Score(threshold: float64, since: timestamp, \`a b\`: int64 = 1) {
      read payments: Payment from csv("p.csv")
      /** Cleans. */
      task clean(payments) -> { id: string } { run: node("steps/clean.ts", export: "clean") }
    }`);
  expect(text).toBe(`${header}
/** One */
export interface Payment {
  /** Its own. */
  id: string;
  /**
   * Two
   *  lines
   * @deprecated take bytes *\\/ instead
   */
  "src bytes": bigint;
  größe: number;
}

/** Cleans. */
export type Clean = (record: Clean.Record, context: Clean.Context) => Clean.Return;
export namespace Clean {
  type Record = Payment;
  interface Result {
    id: string;
  }
  type Results = Result | readonly Result[] | null | undefined;
  type Return = Results | Promise<Results>;
${context(`{
      threshold: number;
      since: Date;
      "a b": bigint;
    }`)}`);
});

test.each([
  [
    'a batch',
    'task t(p) -> { b: bool } { run: node("t.ts"), mode: batch }',
    `export type T = (records: T.Record[], context: T.Context) => T.Return;
export namespace T {
  interface Record {
    a: string;
  }
  interface Result {
    b: boolean;
  }
  type Results = readonly (Result | readonly Result[] | null | undefined)[];
  type Return = Results | Promise<Results>;
`,
  ],
  [
    'several inputs, bad records among them',
    'task t(p, p.errors) -> { b: bool } { run: node("t.ts"), mode: whole }',
    `export type T = (inputs: T.Inputs, context: T.Context) => T.Return;
export namespace T {
  interface Inputs {
    p: { a: string }[];
    p_errors: ({ record: Json; message: string; node: string; attempt: number; at: Date; line: bigint | null })[];
  }
  interface Result {
    b: boolean;
  }
  type Results = readonly Result[];
  type Return = Results | Promise<Results>;
`,
  ],
  [
    'nothing, and gives nothing',
    'task t { run: node("t.ts") }',
    `export type T = (record: T.Record, context: T.Context) => T.Return;
export namespace T {
  interface Record {}
  type Return = unknown;
`,
  ],
])('a task that gets %s', async (_, statement, expected) => {
  const text = await textOf(`flow F { read p: { a: string } from csv("p.csv")\n${statement} }`);
  expect(text.slice(text.indexOf('export type T'))).toBe(`${expected}${context('{}')}`);
});

test('a schema of which a condition has ruled out a null has a form of its own', async () => {
  const text = await textOf(`
    schema P { a: int32? }
    flow F {
      read p: P from csv("p.csv")
      filter full(p) where a != null
      task one(p) { run: node("t.ts") }
      task two(full) { run: node("t.ts") }
      task three(p) { run: node("t.ts") }
    }`);
  const records = [...text.matchAll(/type Record = (\w+);/g)].map(([, name]) => name);
  const fields = records.map((name) => text.split(`export interface ${name} {\n`)[1]?.split('\n')[0]?.trim());
  expect(fields).toEqual(['a: number | null;', 'a: number;', 'a: number | null;']);
});

test('names of schemas do not hide what the types are made of', async () => {
  const text = await textOf(`
    schema Date { at: timestamp }
    schema \`two words\` { d: Date }
    flow F { read p: \`two words\` from jsonl("p.jsonl")  task t(p) { run: node("t.ts") } }`);
  expect(text).toContain(
    'export interface DateRecord {\n  at: Date;\n}\n\nexport interface two_words {\n  d: DateRecord;\n}',
  );
});

test.each([
  ['flow F { read p: { a: string } from csv("p.csv") }', { is: 'none' }],
  ['', { is: 'none' }],
  ['flow F { task t { run: python("t.py") } }', { is: 'none' }],
  ['flow F { task t { run: bash("t.sh") } }', { is: 'none' }],
  ['flow F { task t(p) { run: node("t.ts") } }', { is: 'unknown', tasks: ['t'] }],
  ['flow F { task t -> Nothing { run: node("t.ts") } }', { is: 'unknown', tasks: ['t'] }],
  ['flow F { task t -> int32 { run: node("t.ts") } }', { is: 'unknown', tasks: ['t'] }],
  ['flow F(a: Nothing) { task t { run: node("t.ts") } }', { is: 'unknown', tasks: ['t'] }],
  ['flow F { task t { run: node("t.ts") } filter', { is: 'unknown', tasks: [] }],
  [
    'import { P } from "./gone.flow" flow F(p: stream P) { task t(p) { run: node("t.ts") } }',
    { is: 'unknown', tasks: ['t'] },
  ],
])('%s: nothing is said that is not known', async (text, expected) => {
  expect(await typesOf(text)).toEqual(expected);
});

const known: StepTypes = { is: 'known', text: `${header}\nexport type T = 1;\n` };
const old = `${header}\nexport type T = 0;\n`;

test.each<[string, StepTypes, string | undefined, string]>([
  ['no file yet', known, undefined, 'write'],
  ['an older one', known, old, 'write'],
  ['the same', known, known.text, 'keep'],
  ['the same with line ends of Windows', known, known.text.replaceAll('\n', '\r\n'), 'keep'],
  ['one that a person wrote', known, 'export type T = 1;\n', 'refuse'],
  ['no task any more', { is: 'none' }, old, 'remove'],
  ['no task, and a file of a person', { is: 'none' }, 'export {}', 'keep'],
  ['no task and no file', { is: 'none' }, undefined, 'keep'],
  ['records that are not known', { is: 'unknown', tasks: ['t'] }, old, 'wait'],
])('%s: what becomes of the file', (_, types, existing, to) => {
  expect(typesChange(types, existing).to).toBe(to);
});

test('our own text is known again', async () => {
  expect(isStepTypes(await textOf('flow F { task t { run: node("t.ts") } }'))).toBe(true);
});
