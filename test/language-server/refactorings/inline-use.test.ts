/** The nodes of a flow in the place of its use. */
import { describe, expect, test } from 'vitest';
import { mistakesIn, offered, refactored, refactoredFiles } from '../../support/refactored-text.ts';

const schema = 'schema Payment { id: string, amount: float64 }\n\n';
const files = '//- /p.csv\n';
const title = 'Inline the flow "G"';
const read = '  read payments: Payment from csv("p.csv")\n';

function texts(outer: string, inner: string, head = 'F -> big'): string {
  return `${schema}flow ${head} {\n${read}${outer}}\n\nflow ${inner}\n${files}`;
}

describe('the text afterwards', () => {
  test.each([
    [
      'one output has the name of the use; the flow goes with its last use',
      `  use [[]]big: G(rows: payments, limit: 2)
  write bad(big.all.errors) to jsonl("bad.jsonl")
`,
      `G(rows: stream Payment, limit: float64) -> all {
  // Large ones.
  select sized(rows) { id, size: ln(amount), limit }
  filter all(sized) where size > limit and size - limit > 0.5
}`,
      `flow F -> big {
${read}  // Large ones.
  select sized(payments) { id, size: ln(amount), limit: 2.0 }
  filter big(sized) where size > limit and size - limit > 0.5
  write bad(big.errors) to jsonl("bad.jsonl")
}
`,
    ],
    [
      'several outputs keep their names where they are free, and defaults and expressions stand for parameters',
      `  filter sized(payments) where true
  use [[]]u: G(limit: threshold + 1, rows: sized)
  join big(u.low, u.sized) on u.low.id == u.sized.id { prefix: "r_" }
`,
      `G(rows: stream Payment, limit: float64, word: string = "a") -> low, sized {
  filter low(rows) where amount < limit * 2
  filter sized(low) where id != word
}`,
      `flow F(threshold: float64 = 1.5) -> big {
${read}  filter sized(payments) where true
  filter low(sized)      where amount < (threshold + 1) * 2
  filter sized2(low)     where id != "a"
  join big(low, sized2) on low.id == sized2.id { prefix: "r_" }
}
`,
      'F(threshold: float64 = 1.5) -> big',
    ],
  ])('%s', async (_, outer, inner, after, head?: string) => {
    const text = await refactored(texts(outer, inner, head), title);
    expect(text).toBe(`${schema}${after}`);
    expect(await mistakesIn(text + files)).toEqual([]);
  });

  test('a flow of another file stays there', async () => {
    const text = `import { G } from "./g.flow"\nimport { Payment } from "./p.flow"\n\nflow F -> big {\n${read}  use [[]]big: G(rows: payments)\n}\n${files}`;
    const others = `//- /p.flow\n${schema}//- /g.flow\nimport { Payment } from "./p.flow"\nflow G(rows: stream Payment) -> all {\n  filter all(rows) where amount > 1.0\n}\n`;
    const after = await refactoredFiles(text + others, title);
    expect(Object.keys(after)).toEqual(['/main.flow']);
    expect(after['/main.flow']).toContain('\n  filter big(payments) where amount > 1.0\n}\n');
  });
});

describe('it is not offered', () => {
  const body = 'G(rows: stream Payment) -> all {\n  filter all(rows) where true\n}';
  test.each([
    ['where wider records come in', '  select wide(payments) { *, more: 1 }\n  use [[]]big: G(rows: wide)\n', body],
    [
      'where something waits for it',
      '  use [[]]big: G(rows: payments)\n  task t after big { run: node("t.ts") }\n',
      body,
    ],
    [
      'where a column would hide what a value means',
      '  use [[]]big: G(rows: payments, x: amount)\n',
      'G(rows: stream Payment, x: float64) -> all {\n  filter all(rows) where x > 1.0\n}',
    ],
    [
      'where what it writes would be written twice',
      '  use [[]]big: G(rows: payments)\n  use other: G(rows: payments)\n  select s(other) { id }\n',
      'G(rows: stream Payment) -> all {\n  filter all(rows) where true\n  write w(all) to csv("w.csv")\n}',
    ],
    ['where the flow is not known', '  use [[]]big: H(rows: payments)\n', body],
  ])('%s', async (_, outer, inner) => {
    const head = outer.includes('x: amount') ? 'F(amount: float64 = 1.5) -> big' : undefined;
    expect(await offered(texts(outer, inner, head))).not.toContain(title);
  });
});

test('what was extracted and is inlined again is the text that it was', async () => {
  const text = texts(
    '  [[filter big(payments) where amount > 1.0]]\n',
    'H {\n  read q: Payment from csv("p.csv")\n  write w(q) to csv("q.csv")\n}',
  );
  const extracted = await refactored(text, 'Extract to a flow');
  const again = await refactored(`${extracted.replace('use big', 'use [[]]big')}${files}`, 'Inline the flow "Big"');
  expect(again).toBe(text.replace(/\[\[|\]\]/g, '').slice(0, -files.length));
});
