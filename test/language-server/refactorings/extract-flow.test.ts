/** Nodes that become a flow of their own. */
import { describe, expect, test } from 'vitest';
import { mistakesIn, offered, refactored } from '../../support/refactored-text.ts';

const title = 'Extract to a flow';
const schema = `schema Payment {
  id:     string   @key
  card:   string   @pii
  amount: float64
}

`;
const files = '//- /p.csv\n';
const read = '  read payments: Payment from csv("p.csv")\n';

/** The flow after the extraction with what follows it. */
async function afterwards(statements: string, head = 'F -> big'): Promise<string> {
  const text = await refactored(`${schema}flow ${head} {\n${read}${statements}}\n${files}`, title);
  expect(await mistakesIn(text + files)).toEqual([]);
  return text.slice(schema.length);
}

describe('the text afterwards', () => {
  test('one node is read elsewhere: the use has its name; comments and parameters go with the nodes', async () => {
    const after = await afterwards(
      `
  // How large they are.
  [[select sized(payments) { id, size: ln(amount) }
  filter big(sized) where size > limit]] // At least.
`,
      'F(limit: float64 = 1.5) -> big',
    );
    expect(after).toBe(`flow F(limit: float64 = 1.5) -> big {
${read}
  use big: Big(payments: payments, limit: limit)
}

flow Big(payments: stream Payment, limit: float64 = 1.5) -> big {
  // How large they are.
  select sized(payments) { id, size: ln(amount) }
  filter big(sized) where size > limit  // At least.
}
`);
  });

  test('several are read elsewhere: each is a port of the use', async () => {
    const after = await afterwards(`  [[select ids(payments) { id }
  filter many(payments) where amount > 1.0]]
  join big(ids, many) on ids.id == many.id
  write bad(many.errors) to jsonl("bad.jsonl") { allow: [record] }
`);
    expect(after).toBe(`flow F -> big {
${read}  use extracted: Extracted(payments: payments)
  join big(extracted.ids, extracted.many) on extracted.ids.id == extracted.many.id
  write bad(extracted.many.errors) to jsonl("bad.jsonl") { allow: [record] }
}

flow Extracted(payments: stream Payment) -> ids, many {
  select ids(payments) { id }
  filter many(payments) where amount > 1.0
}
`);
  });

  test('records without a schema get one, with what is known of their columns', async () => {
    const after = await afterwards(`  select sized(payments) { id, card, size: ln(amount) }
  [[filter big(sized) where size > 1.0]]
`);
    expect(after).toBe(`flow F -> big {
${read}  select sized(payments) { id, card, size: ln(amount) }
  use big: Big(sized: sized)
}

schema Sized {
  id:   string   @key
  card: string   @pii
  size: float64
}

flow Big(sized: stream Sized) -> big {
  filter big(sized) where size > 1.0
}
`);
  });

  test('a group is taken whole and names the flow; bad records and tables keep their names in it', async () => {
    const after = await afterwards(`  [[group "Odd ones" {
    sql counts(payments.errors) """
      SELECT count(*) AS n FROM payments_errors
    """
    write odd(counts) to csv("odd.csv")
  }]]
  filter big(payments) where amount > 1.0
`);
    expect(after).toContain('  use oddOnes: OddOnes(payments_errors: payments.errors)\n');
    expect(after).toContain('flow OddOnes(payments_errors: stream PaymentsErrors) {\n  group "Odd ones" {\n');
    expect(after).toContain('FROM payments_errors\n');
  });
});

describe('it is not offered', () => {
  const flow = (statements: string, head = 'F -> big') => `${schema}flow ${head} {\n${read}${statements}}\n${files}`;

  test.each([
    [
      'where a way leads out and in again',
      `  [[select a(payments) { id, amount }]]
  filter b(a) where amount > 1.0
  filter big(b) where amount > 2.0
`.replace(']]\n  filter b(a)', '\n  filter c(b) where amount > 3.0]]\n  filter b(a)'),
    ],
    [
      'where a port of a route is read elsewhere',
      '  [[route r(payments) { high: amount > 1.0 }]]\n  filter big(r.high) where amount > 2.0\n',
    ],
    [
      'where an output of the flow would be one of several',
      '  [[filter big(payments) where amount > 1.0\n  filter b(payments) where amount > 2.0]]\n  filter c(b) where amount > 3.0\n',
    ],
    [
      'for nodes that give nothing to anybody',
      '  [[filter b(payments) where amount > 2.0]]\n  filter big(payments) where amount > 3.0\n',
    ],
    ['where an input is not known', '  [[filter big(paymnts) where amount > 2.0]]\n'],
    ['in a text that does not parse', '  [[filter big(payments) where amount >]]\n'],
  ])('%s', async (_, statements) => {
    expect(await offered(flow(statements))).not.toContain(title);
  });

  test('where a test of the flow names a node of them', async () => {
    const text = flow('  [[filter b(payments) where amount > 2.0\n  filter big(b) where amount > 3.0]]\n');
    const clause = (node: string) => `test "t" of F {\n  given payments: []\n  expect ${node}: []\n}\n${files}`;
    expect(await offered(text.replace(files, clause('b')))).not.toContain(title);
    expect(await offered(text.replace(files, clause('big')))).toContain(title);
  });

  test('for a part of a statement, unless somebody asks for refactorings', async () => {
    const text = flow('  filter big(payments) where [[amount]] > 2.0\n');
    expect(await offered(text)).toContain(title);
    expect(await offered(text, null)).not.toContain(title);
  });
});
