/** What quick fixes of columns, records and models write. That they mend the mistake is shown for every page in quick-fix-pages.test.ts. */
import { describe, expect, test } from 'vitest';
import { afterAction, flowOver, read, statementsAfter, titles } from '../support/mended-text.ts';

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

  test('is hashed with a key that stands in no file', async () => {
    expect(await statementsAfter(write, 'Hash "card" with hmac and a secret key')).toBe(
      '  select hashed(payments) { * except (card), card: hmac(card, secret("CARD_KEY")) }\n  write w(hashed) to csv("w.csv")\n',
    );
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
    const text = flowOver('  write w(payments) to csv("w.csv") {\n    allow: [id]\n  }\n', head);
    expect((await afterAction(text, 'Allow "card" to be written'))['/main.flow']).toContain('    allow: [id, card]\n');
  });

  test('whole records are never hashed', async () => {
    const found = await titles(flowOver('  write w(payments.errors) to jsonl("w.jsonl")\n'), ['quickfix']);
    expect(found).toEqual(['Allow "record" to be written']);
  });

  test('what is no text is not hashed', async () => {
    const head = 'schema Payment { id: string, salary: float64 @sensitive("pay") }\n';
    expect(await titles(flowOver('  write w(payments) to csv("w.csv")\n', head), ['quickfix'])).toEqual([
      'Leave out "salary"',
      'Allow "salary" to be written',
    ]);
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
    const after = await afterAction(flowOver('  filter f(payments) where id != ""\n', head), 'Change to "key"');
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
      flowOver('  write w(payments) to Sales\n', write),
      flowOver('  use u: Large(rows: payments)\n  write w(u) to csv("w.csv")\n', used(fields) + given),
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
    const text = flowOver(
      '  write w(payments) to Sales\n',
      `dataset Sales: Sale\n${sale('amount: float64 @key')}${given}`,
    );
    expect((await afterAction(text, 'Let "amount" be null in the schema'))['/main.flow']).toContain(
      sale('amount: float64? @key'),
    );
  });
});

describe('models', () => {
  const model =
    'schema Payment { id: string, size: float32, night: bool, rate: float32? }\nmodel M { file: "m.onnx" }\n';
  const file = '//- /m.onnx\na float32[N, 2], size2 float32[N] -> score float32[N]\n';

  test('inputs are filled by the nearest name, or by the columns in their order', async () => {
    const text = flowOver('  infer i(payments) with M\n', model) + file;
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
    const text = flowOver('  infer i(payments) with M { inputs: { a: [size, rate], size2: size } }\n', model) + file;
    const after = await afterAction(text, 'Write 0 where "rate" is null');
    expect(after['/main.flow']).toContain('a: [size, rate ?? 0]');
  });
});
