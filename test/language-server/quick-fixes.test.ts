/** What quick fixes write. That they mend the mistake is shown for every page in quick-fix-pages.test.ts. */
import { describe, expect, test } from 'vitest';
import { afterAction, titles } from '../support/mended-text.ts';

const payment = 'schema Payment { id: string, amount: float64, card: string @pii, at: timestamp? }\n';
const read = '  read payments: Payment from csv("payments.csv")\n';

/** A flow of these statements over payments, which it reads; `head` stands above it. */
function flow(statements: string, head = payment): string {
  return `${head}flow F {\n${read}${statements}}\n//- /payments.csv\n`;
}

/** The statements of the flow after the action. */
async function statementsAfter(statements: string, title: string): Promise<string> {
  const after = (await afterAction(flow(statements), title))['/main.flow'] ?? '';
  return after.slice(after.indexOf(read) + read.length, after.lastIndexOf('}'));
}

test.each([
  [
    'a field',
    '  filter big(payments) where amont > 1\n',
    'Change to "amount"',
    '  filter big(payments) where amount > 1\n',
  ],
  [
    'a node',
    '  filter big(paymnts) where id == ""\n',
    'Change to "payments"',
    '  filter big(payments) where id == ""\n',
  ],
  [
    'a property',
    '  write w(payments) to jsonl("w.jsonl") { alow: [card] }\n',
    'Change to "allow"',
    '  write w(payments) to jsonl("w.jsonl") { allow: [card] }\n',
  ],
  [
    'a port',
    '  write w(payments.error) to jsonl("w.jsonl") { allow: [record] }\n',
    'Change to "errors"',
    '  write w(payments.errors) to jsonl("w.jsonl") { allow: [record] }\n',
  ],
  [
    'a word',
    '  task t(payments) { run: node("t.ts"), mode: hole }\n',
    'Change to whole',
    '  task t(payments) { run: node("t.ts"), mode: whole }\n',
  ],
  [
    'a duration without a unit',
    '  task t(payments) { run: node("t.ts"), timeout: 5 }\n',
    'Change to 5s',
    '  task t(payments) { run: node("t.ts"), timeout: 5s }\n',
  ],
  [
    'a number as text',
    '  filter big(payments) where amount > "1000"\n',
    'Change to 1000',
    '  filter big(payments) where amount > 1000\n',
  ],
  [
    'a number beside text',
    '  filter one(payments) where id == 12\n',
    'Change to "12"',
    '  filter one(payments) where id == "12"\n',
  ],
  [
    'a question',
    '  filter some(payments) where amount\n',
    'Ask whether it is != 0',
    '  filter some(payments) where amount != 0\n',
  ],
  [
    'an operator called',
    '  select s(payments) { x: multiply(add(amount, 1), 2) }\n',
    'Write amount + 1',
    '  select s(payments) { x: multiply(amount + 1, 2) }\n',
  ],
  [
    'a needless default',
    '  select s(payments) { x: (amount ?? 0) + 1 }\n',
    'Remove the default',
    '  select s(payments) { x: (amount) + 1 }\n',
  ],
  [
    'a needless question',
    '  filter f(payments) where id != null and amount > 1\n',
    'Remove the question',
    '  filter f(payments) where amount > 1\n',
  ],
])('%s', async (_, statements, title, after) => {
  expect(await statementsAfter(statements, title)).toBe(after);
});

test('a name that begins something else gets back-quotes', async () => {
  const text = flow('  select s(payments) { slect }\n', 'schema Payment { `select`: string }\n');
  expect((await afterAction(text, 'Change to "select"'))['/main.flow']).toContain('{ `select` }');
});

describe('imports', () => {
  const other = '//- /lib/shops.flow\nschema Shop { id: string }\n';

  test.each([
    [
      'in a line of its own',
      'schema A { shop: Shop }\n',
      'import { Shop } from "./lib/shops.flow"\nschema A { shop: Shop }\n',
    ],
    [
      'below the comment of the file',
      '// All of us.\n\nschema A { shop: Shop }\n',
      '// All of us.\n\nimport { Shop } from "./lib/shops.flow"\nschema A { shop: Shop }\n',
    ],
    [
      'above the comment of a schema',
      '/** One. */\nschema A { shop: Shop }\n',
      'import { Shop } from "./lib/shops.flow"\n/** One. */\nschema A { shop: Shop }\n',
    ],
    [
      'behind the others',
      'import { B } from "./b.flow"\nschema A { shop: Shop, b: B }\n',
      'import { B } from "./b.flow"\nimport { Shop } from "./lib/shops.flow"\nschema A { shop: Shop, b: B }\n',
    ],
  ])('a schema of another file is imported %s', async (_, text, after) => {
    const files = `${text}${other}//- /b.flow\nschema B { id: string }\n`;
    expect((await afterAction(files, 'Import "Shop" from "./lib/shops.flow"'))['/main.flow']).toBe(after);
  });

  test('into the import of its file', async () => {
    const text = `import { Owner } from "./lib/shops.flow"\nschema A { shop: Shop, by: Owner }\n${other}schema Owner { id: string }\n`;
    const after = await afterAction(text, 'Import "Shop" from "./lib/shops.flow"');
    expect(after['/main.flow']).toBe(
      'import { Owner, Shop } from "./lib/shops.flow"\nschema A { shop: Shop, by: Owner }\n',
    );
  });

  test('a dataset and a model of another file too', async () => {
    const head = 'schema Payment { id: string }\n';
    const files =
      '//- /sets.flow\nschema S { id: string }\ndataset Copies: S\nmodel Risk { inputs: { id: string }, outputs: { x: float32 } }\n';
    const text = flow('  infer i(payments) with Risk\n  write w(payments) to Copies\n', head) + files;
    expect(await titles(text, ['quickfix'])).toEqual(
      expect.arrayContaining(['Import "Risk" from "./sets.flow"', 'Import "Copies" from "./sets.flow"']),
    );
  });

  test('the only name of an import goes with it', async () => {
    const text = `import { Shop } from "./lib/shops.flow"\nschema A { id: string }\n${other}`;
    expect(await afterAction(text, 'Remove "Shop" from the import')).toEqual({
      '/main.flow': 'schema A { id: string }\n',
    });
  });

  test('a wrong name is corrected where it is used, too', async () => {
    const text = `import { Shp } from "./lib/shops.flow"\nschema A { one: Shp, two: Shp[] }\n${other}`;
    expect((await afterAction(text, 'Change to "Shop"'))['/main.flow']).toBe(
      'import { Shop } from "./lib/shops.flow"\nschema A { one: Shop, two: Shop[] }\n',
    );
  });
});

describe('personal data', () => {
  const write = '  write w(payments) to csv("w.csv")\n';

  test('is hashed in a select of its own', async () => {
    expect(await statementsAfter(write, 'Hash "card" with sha256')).toBe(
      '  select hashed(payments) { * except (card), card: sha256(card) }\n  write w(hashed) to csv("w.csv")\n',
    );
  });

  test('is hashed where a select makes it that nobody else reads', async () => {
    const select = '  select s(payments) {\n    id\n    card\n  }\n';
    expect(await statementsAfter(`${select}  write w(s) to csv("w.csv")\n`, 'Hash "card" with sha256')).toBe(
      '  select s(payments) {\n    id\n    card: sha256(card)\n  }\n  write w(s) to csv("w.csv")\n',
    );
    const read = `${select}  write w(s) to csv("w.csv")\n  write v(s) to csv("v.csv") { allow: [card] }\n`;
    expect(await statementsAfter(read, 'Hash "card" with sha256')).toContain('select hashed(s)');
  });

  test('is left out', async () => {
    expect(await statementsAfter(write, 'Leave out "card"')).toBe(
      '  select shown(payments) { * except (card) }\n  write w(shown) to csv("w.csv")\n',
    );
  });

  test('is allowed, beside what is allowed already', async () => {
    expect(await statementsAfter(write, 'Allow "card" to be written')).toBe(
      '  write w(payments) to csv("w.csv") { allow: [card] }\n',
    );
    const head = 'schema Payment { id: string @pii, card: string @pii }\n';
    const text = flow('  write w(payments) to csv("w.csv") {\n    allow: [id]\n  }\n', head);
    expect((await afterAction(text, 'Allow "card" to be written'))['/main.flow']).toContain('    allow: [id, card]\n');
  });

  test('whole records are never hashed', async () => {
    const found = await titles(flow('  write w(payments.errors) to jsonl("w.jsonl")\n'), ['quickfix']);
    expect(found).toEqual(['Allow "record" to be written']);
  });

  test('what is no text is not hashed', async () => {
    const head = 'schema Payment { id: string, salary: float64 @sensitive("pay") }\n';
    expect(await titles(flow('  write w(payments) to csv("w.csv")\n', head), ['quickfix'])).toEqual([
      'Leave out "salary"',
      'Allow "salary" to be written',
    ]);
  });
});

describe('lists and blocks keep their layout', () => {
  test.each([
    [
      'in one line',
      '  write w(payments) to csv("w.csv", delimiter: ";", delimiter: ",") { allow: [card] }\n',
      'Remove this one',
      '  write w(payments) to csv("w.csv", delimiter: ";") { allow: [card] }\n',
    ],
    [
      'a line of its own',
      '  task t(payments) {\n    run: node("t.ts")\n    timeout: 5s\n    timeout: 6s\n  }\n',
      'Remove the first one',
      '  task t(payments) {\n    run: node("t.ts")\n    timeout: 6s\n  }\n',
    ],
    [
      'the last permission',
      '  write w(payments) to jsonl("w.jsonl") { allow: [id] }\n',
      'Remove it',
      '  write w(payments) to jsonl("w.jsonl")\n',
    ],
    [
      'a statement with its comments',
      '  /** Big. */\n  // Really.\n  filter big(payments) where amount > 1\n  filter all(payments) where true\n  write w(all) to csv("w.csv") { allow: [card] }\n',
      'Remove "big"',
      '  filter all(payments) where true\n  write w(all) to csv("w.csv") { allow: [card] }\n',
    ],
  ])('%s', async (_, statements, title, after) => {
    expect(await statementsAfter(statements, title)).toBe(after);
  });

  test('a property is added below the others', async () => {
    expect(await statementsAfter('  task t(payments) {\n    timeout: 5s\n  }\n', 'Add "run"')).toBe(
      '  task t(payments) {\n    timeout: 5s\n    run: node("steps/t.ts", export: "t")\n  }\n',
    );
  });

  test('line ends stay as they are', async () => {
    const text = flow('  task t(payments) {\n    timeout: 5s\n  }\n')
      .replaceAll('\n', '\r\n')
      .replace('\r\n//- /payments.csv\r\n', '\r\n');
    const after = (await afterAction(text, 'Add "run"'))['/main.flow'] ?? '';
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(after).toContain('5s\r\n    run: node(');
  });
});

describe('columns', () => {
  test('a column that a select above leaves out is kept there', async () => {
    const statements = '  select s(payments) { id }\n  filter f(s) where id != ""\n  filter g(f) where amount > 1\n';
    expect(await statementsAfter(statements, 'Let "s" keep "amount"')).toContain('select s(payments) { id, amount }');
  });

  test('records without a value are left out before a window', async () => {
    const statements = '  aggregate a(payments) every 1h on at { n: count() }\n  write w(a) to csv("w.csv")\n';
    expect(await statementsAfter(statements, 'Keep only records where "at" is not null')).toBe(
      '  filter known(payments) where at != null\n  aggregate a(known) every 1h on at { n: count() }\n  write w(a) to csv("w.csv")\n',
    );
  });

  test('the advice of a deprecated field is taken', async () => {
    const head = 'schema Payment { id: string @deprecated("use key"), key: string }\n';
    const after = await afterAction(flow('  filter f(payments) where id != ""\n', head), 'Change to "key"');
    expect(after['/main.flow']).toContain('where key != ""');
  });
});

describe('records that do not fit', () => {
  const sale = (fields: string) => `schema Sale { ${fields} }\n`;
  const used = (fields: string) =>
    `flow Large(rows: stream Sale) -> kept { filter kept(rows) where true }\n${sale(fields)}`;
  const given = 'schema Payment { id: string, amount: float64?, sum: float64 }\n';

  /** The statements after an action, where records of `given` go into a dataset and into a flow. */
  async function fitted(fields: string, title: string): Promise<string[]> {
    const write = `dataset Sales: Sale\n${sale(fields)}${given}`;
    const texts = [
      flow('  write w(payments) to Sales\n', write),
      flow('  use u: Large(rows: payments)\n  write w(u) to csv("w.csv")\n', used(fields) + given),
    ];
    const found: string[] = [];
    for (const text of texts) {
      const after = (await afterAction(text, title))['/main.flow'] ?? '';
      found.push(after.split(read)[1]?.split('\n')[0] ?? '');
    }
    return found;
  }

  test('get a default where null is too much', async () => {
    const item = '  select fitted(payments) { * except (amount), amount: amount ?? 0 }';
    expect(await fitted('id: string, amount: float64', 'Write 0 where "amount" is null')).toEqual([item, item]);
  });

  test('stay out where null is too much', async () => {
    const item = '  filter known(payments) where amount != null';
    const title = 'Keep only records where "amount" is not null';
    expect(await fitted('id: string, amount: float64', title)).toEqual([item, item]);
  });

  test('take a column of nearly the same name', async () => {
    const item = '  select fitted(payments) { *, summ: sum }';
    expect(await fitted('id: string, summ: float64', 'Take "summ" from "sum"')).toEqual([item, item]);
  });

  test('or the schema lets null in', async () => {
    const text = flow('  write w(payments) to Sales\n', `dataset Sales: Sale\n${sale('amount: float64 @key')}${given}`);
    expect((await afterAction(text, 'Let "amount" be null in the schema'))['/main.flow']).toContain(
      sale('amount: float64? @key'),
    );
  });
});

test('a parameter that nobody uses goes with what is given for it', async () => {
  const text = `${payment}flow Copy(limit: int32) -> p {\n  read p: Payment from csv("payments.csv")\n}\nschedule Nightly runs Copy(limit: 3) at cron("0 3 * * *")\n`;
  const after = (await afterAction(text, 'Remove the parameter "limit"'))['/main.flow'] ?? '';
  expect(after).toContain('flow Copy -> p {');
  expect(after).toContain('runs Copy() at');
});

describe('models', () => {
  const model =
    'schema Payment { id: string, size: float32, night: bool, rate: float32? }\nmodel M { file: "m.onnx" }\n';
  const file = '//- /m.onnx\na float32[N, 2], size2 float32[N] -> score float32[N]\n';

  test('inputs are filled by the nearest name, or by the columns in their order', async () => {
    const text = flow('  infer i(payments) with M\n', model) + file;
    expect(await titles(text, ['quickfix'])).toEqual(
      expect.arrayContaining([
        'Fill "a" with the columns size, night, in their order',
        'Fill "size2" with the column "size"',
      ]),
    );
    const first = (await afterAction(text, 'Fill "size2" with the column "size"'))['/main.flow'];
    expect(first).toContain('infer i(payments) with M { inputs: { size2: size } }');
    const second = await afterAction(
      `${first}//- /payments.csv\n${file}`,
      'Fill "a" with the columns size, night, in their order',
    );
    expect(second['/main.flow']).toContain('{ inputs: { size2: size, a: [size, night] } }');
  });

  test('null is replaced where it is written out', async () => {
    const text = flow('  infer i(payments) with M { inputs: { a: [size, rate], size2: size } }\n', model) + file;
    const after = await afterAction(text, 'Write 0 where "rate" is null');
    expect(after['/main.flow']).toContain('a: [size, rate ?? 0]');
  });
});

describe('files', () => {
  test('a path goes to the file of that name elsewhere', async () => {
    const text = `${payment}flow F -> p {\n  read p: Payment from csv("payments.csv")\n}\n//- /data/in/payments.csv\n`;
    expect((await afterAction(text, 'Change to "data/in/payments.csv"'))['/main.flow']).toContain(
      'csv("data/in/payments.csv")',
    );
  });

  test('data that is not there is made with the header of its schema', async () => {
    const head = 'schema P { id: string, sum: float64 @name("Total, net") }\n';
    const text = `${head}flow F -> p {\n  read p: P from csv("in/new.csv", delimiter: ";")\n}\n`;
    expect(await afterAction(text, 'Create "in/new.csv"')).toEqual({ '/in/new.csv': 'id;Total, net\n' });
    expect(await titles(text.replace('csv(', 'parquet(').replace(', delimiter: ";"', ''), ['quickfix'])).not.toContain(
      'Create "in/new.csv"',
    );
  });

  test('a file that an import wants is made', async () => {
    const text = 'import { Shop } from "./lib/shops.flow"\nschema A { shop: Shop }\n';
    expect(await afterAction(text, 'Create "./lib/shops.flow"')).toEqual({
      '/lib/shops.flow': 'schema Shop {\n  id: string\n}\n',
    });
  });
});

describe('signs', () => {
  test.each([
    ['a colon', 'schema A { id: string, x float64 }\n', 'Insert ":"', 'schema A { id: string, x: float64 }\n'],
    [
      'a quote',
      'flow F -> p { read p: { a: string } from csv("p.csv) }\n',
      'Close the text with "',
      'flow F -> p { read p: { a: string } from csv("p.csv") }\n',
    ],
    [
      'single quotes',
      "flow F -> p { read p: { a: string } from csv('p.csv') }\n",
      'Write it in double quotes',
      'flow F -> p { read p: { a: string } from csv("p.csv") }\n',
    ],
    ['a comment', '# Old.\nschema A { id: string }\n', 'Make it a comment: //', '// Old.\nschema A { id: string }\n'],
    ['a semicolon', 'schema A { id: string; }\n', 'Remove ;', 'schema A { id: string }\n'],
    [
      'a keyword',
      'flow F -> p {\n  read p: { a: string } from csv("p.csv")\n}\nshema A { id: string }\n',
      'Change to "schema"',
      'flow F -> p {\n  read p: { a: string } from csv("p.csv")\n}\nschema A { id: string }\n',
    ],
    ['an escape', 'model M { file: "a\\d.onnx" }\n', 'Write \\\\d', 'model M { file: "a\\\\d.onnx" }\n'],
  ])('%s', async (_, text, title, after) => {
    expect((await afterAction(text, title))['/main.flow']).toBe(after);
  });

  test('a column that is called like a node is put in back-quotes', async () => {
    const text = flow('  select s(payments) { id, group }\n', 'schema Payment { id: string, group: string }\n');
    expect((await afterAction(text, 'Write `group` in back-quotes'))['/main.flow']).toContain('{ id, `group` }');
  });
});
