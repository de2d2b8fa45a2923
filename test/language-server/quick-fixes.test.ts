/** What quick fixes write. That they mend the mistake is shown for every page in quick-fix-pages.test.ts. */
import { describe, expect, test } from 'vitest';
import { afterAction, flowOver, payment, statementsAfter, titles } from '../support/mended-text.ts';

test.each([
  [
    'a field',
    '  filter big(payments) where amont > 1\n',
    'Change to "amount"',
    '  filter big(payments) where amount > 1\n',
  ],
  [
    'the rest of a route',
    '  route r(payments) { high: amount > 1, low: othewise }\n',
    'Change to "otherwise"',
    '  route r(payments) { high: amount > 1, low: otherwise }\n',
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
    'a column of a query',
    '  sql s(payments) """SELECT amout FROM payments"""\n  write w(s) to csv("w.csv")\n',
    'Change to "amount"',
    '  sql s(payments) """SELECT amount FROM payments"""\n  write w(s) to csv("w.csv")\n',
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
  const text = flowOver('  select s(payments) { slect }\n', 'schema Payment { `select`: string }\n');
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
    const text = flowOver('  infer i(payments) with Risk\n  write w(payments) to Copies\n', head) + files;
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
    const task = (added: string) => `  task t(payments) {\n    timeout: 5s\n${added}  }\n`;
    expect(await statementsAfter(task(''), 'Add "run"')).toBe(task('    run: node("steps/t.ts", export: "t")\n'));
  });

  test('a property of a property is added where it belongs', async () => {
    const task = (retry: string) => `  task t(payments) { run: node("t.ts"), retry: { ${retry} } }\n`;
    expect(await statementsAfter(task('backoff: 2s'), 'Add "attempts"')).toBe(task('backoff: 2s, attempts: 3'));
  });

  test('line ends stay as they are', async () => {
    const text = flowOver('  task t(payments) {\n    timeout: 5s\n  }\n')
      .replaceAll('\n', '\r\n')
      .replace('\r\n//- /payments.csv\r\n', '\r\n');
    const after = (await afterAction(text, 'Add "run"'))['/main.flow'] ?? '';
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(after).toContain('5s\r\n    run: node(');
  });
});

test('a parameter that nobody uses goes with what is given for it', async () => {
  const text = `${payment}flow Copy(limit: int32) -> p {\n  read p: Payment from csv("payments.csv")\n}\nschedule Nightly runs Copy(limit: 3) at cron("0 3 * * *")\n`;
  const after = (await afterAction(text, 'Remove the parameter "limit"'))['/main.flow'] ?? '';
  expect(after).toContain('flow Copy -> p {');
  expect(after).toContain('runs Copy() at');
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
      'three quotes',
      'flow F -> q {\n  read p: { a: string } from csv("p.csv")\n  sql q(p) """\n    SELECT a FROM p\n}\n',
      'Close the text with """',
      'flow F -> q {\n  read p: { a: string } from csv("p.csv")\n  sql q(p) """\n    SELECT a FROM p\n  """\n}\n',
    ],
    [
      'three quotes on one line',
      'flow F -> q { read p: { a: string } from csv("p.csv") sql q(p) """SELECT a FROM p }\n',
      'Close the text with """',
      'flow F -> q { read p: { a: string } from csv("p.csv") sql q(p) """SELECT a FROM p""" }\n',
    ],
    [
      'the brace of a group',
      'flow F -> p {\n  group "G"\n    read p: { a: string } from csv("p.csv")\n  }\n}\n',
      'Insert "{"',
      'flow F -> p {\n  group "G" {\n    read p: { a: string } from csv("p.csv")\n  }\n}\n',
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

  test.each([
    ['  select s(payments) { id } { onError: skip }\n', 'Insert "with"', '{ id } with { onError: skip }'],
    ['  union s(payments) with { onError: skip }\n', 'Remove with', 'union s(payments) { onError: skip }'],
    ['  select s(payments) { id, group }\n', 'Write `group` in back-quotes', '{ id, `group` }'],
    ['  select s(payments) { x: iqf id == "a" then 1 else 2 }\n', 'Change to "if"', '{ x: if id == "a" then'],
  ])('words that stand for something else: %s', async (statement, title, after) => {
    const text = flowOver(statement, 'schema Payment { id: string, group: string }\n');
    expect((await afterAction(text, title))['/main.flow']).toContain(after);
  });
});
