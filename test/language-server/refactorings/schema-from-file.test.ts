/** Schemas from the beginning of the files that are read. */
import { describe, expect, test } from 'vitest';
import { afterAction, titles } from '../../support/mended-text.ts';
import { mistakesIn, offered, refactored, refactoredFiles } from '../../support/refactored-text.ts';

const flow = (read: string) => `flow F -> big {
  ${read}
  filter big(payments) where true
}
`;

async function created(read: string, path: string, content: string): Promise<string> {
  const file = `//- /${path}\n${content}`;
  const after = await refactored(flow(`[[]]${read}`) + file, `Create a schema from "${path}"`);
  expect(await mistakesIn(after + file)).toEqual([]);
  return after.slice(0, after.indexOf('\nflow F'));
}

describe('a read without a schema', () => {
  test.each([
    [
      'numbers, truth, days and times; empty is null',
      'read payments from csv("p.csv")',
      'p.csv',
      'id,amount,count,ok,day,at,note\na,1.5,2,true,2026-01-31,2026-01-31T10:00:00Z,\nb,2,3,FALSE,2026-02-01,2026-02-01 10:00,x\n',
      `schema Payments {
  id:     string
  amount: float64
  count:  int64
  ok:     bool
  day:    date
  at:     timestamp
  note:   string?
}
`,
    ],
    [
      'what only looks like a number is text',
      'read payments from csv("p.csv", delimiter: ";", quote: "\'")',
      'p.csv',
      "zip;card;v;day;'a;b'\n01234;4111111111111111;1.2.3;2026-02-30;'x'\n",
      'schema Payments {\n  zip:   string\n  card:  string\n  v:     string\n  day:   string\n  `a;b`: string\n}\n',
    ],
    [
      'names that are no words',
      'read payments from csv("p.csv")',
      'p.csv',
      '\ufeffsrc bytes,select,größe,"we`ird","we`ird",,42\r\n1,2,3,4,5,6,7\r\n',
      `schema Payments {
  \`src bytes\`: int64
  \`select\`:    int64
  \`größe\`:     int64
  weIrd:       int64   @name("we\`ird")
  \`42\`:        int64
}
`,
    ],
    [
      'a header alone, and rows that are too short',
      'read payments from csv("p.csv")',
      'p.csv',
      'a,b\n1\n',
      'schema Payments {\n  a: int64\n  b: string?\n}\n',
    ],
    [
      'JSON lines with records, lists and what differs',
      'read payments from jsonl("p.jsonl")',
      'p.jsonl',
      '{"id":"1","n":1,"tags":["a"],"shop":{"id":1,"at":null},"any":1}\n{"id":"2","n":1.5,"tags":[],"shop":{"id":2,"at":"2026-01-31"},"any":"x","late":true}\nno json\n',
      `schema Payments {
  id:   string
  n:    float64
  tags: string[]
  shop: { id: int64, at: date? }
  any:  json
  late: bool?
}
`,
    ],
  ])('%s', async (_, read, path, content, schema) => {
    expect(await created(read, path, content)).toBe(schema);
  });

  test('gets one as a quick fix too', async () => {
    const text = `${flow('read payments from csv("p.csv")')}//- /p.csv\nid\n1\n`;
    expect((await afterAction(text, 'Create a schema from "p.csv"', ['quickfix']))['/main.flow']).toContain(
      'read payments: Payments from csv("p.csv")',
    );
  });

  test.each([
    ['no file', 'read payments from csv("q.csv")', 'id\n'],
    ['no header', 'read payments from csv("p.csv", header: false)', 'id\n'],
    ['an empty file', 'read payments from csv("p.csv")', ''],
    ['what is no text', 'read payments from parquet("p.csv")', 'PAR1'],
  ])('%s: nothing is known', async (_, read, content) => {
    const all = await offered(`${flow(`[[]]${read}`)}//- /p.csv\n${content}`);
    expect(all.filter((title) => title.startsWith('Create'))).toEqual([]);
  });
});

test('a schema that is not declared is declared from the file', async () => {
  const text = `${flow('read payments: Payment from csv("p.csv")')}//- /p.csv\nid\n1\n`;
  const after = await afterAction(text, 'Declare schema "Payment" from "p.csv"');
  expect(after['/main.flow']).toContain('schema Payment {\n  id: int64\n}\n\nflow F');
});

describe('a schema that lacks columns of the file', () => {
  const file = '//- /p.csv\nid,amount,old\na,1.5,x\n';
  const schema = 'schema Payment { id: string, before: string? @name("old") }\n\n';
  const read = 'read payments: Payment from csv("p.csv")';

  test('gets them, but those that it reads under another name', async () => {
    const after = await refactored(
      schema + flow(`[[]]${read}`) + file,
      'Add the column of "p.csv" that "Payment" lacks',
    );
    expect(after).toBe(schema.replace('"old")', '"old"), amount: float64') + flow(read));
  });

  test('gets them in the file where it is declared', async () => {
    const text = `import { Payment } from "./schemas.flow"\n\n${flow(`[[]]${read}`)}${file}//- /schemas.flow\nschema Payment {\n  id: string\n}\n`;
    const after = await refactoredFiles(text, 'Add the 2 columns of "p.csv" that "Payment" lacks');
    expect(after).toEqual({
      '/schemas.flow': 'schema Payment {\n  id:     string\n  amount: float64\n  old:    string\n}\n',
    });
  });

  test('gets the one that is used, as a quick fix', async () => {
    const text = `${schema}${flow(read).replace('where true', 'where amount > 1.0')}${file}`;
    expect(await titles(text)).toContain('Add "amount" to "Payment", as "p.csv" has it');
    const after = await afterAction(text, 'Add "amount" to "Payment", as "p.csv" has it');
    expect(await mistakesIn(`${after['/main.flow']}${file}`)).toEqual([]);
  });

  test('is left alone where it has them all', async () => {
    const text = `${schema}${flow(`[[]]${read}`)}//- /p.csv\nid,old\n`;
    expect((await offered(text)).filter((title) => title.startsWith('Add'))).toEqual([]);
  });
});
