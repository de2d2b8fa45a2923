import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunTexts, runToTexts } from '../support/run-to-texts.ts';

const flow = `
schema Payment { id: int32, card: string?, amount: float64?, at: timestamp }

flow Main(scale: int32 = 2) {
  read payments: Payment from csv("payments.csv") { batch: { max: 2 } }
  filter none(payments) where id < 0

  aggregate byCard(payments) by card {
    n:      count()
    paid:   count(amount)
    total:  sum(amount)
    mean:   avg(amount)
    least:  min(amount)
    last:   last(id)
    scaled: sum(id * scale)
  }
  aggregate windows(payments) by card every 5m on at { n: count() }
  aggregate all(payments) { n: count(), cards: countDistinct(card), first: min(at) }
  aggregate nothing(none) { n: count() }
  aggregate keys(payments) by known: card ?? "none" {}
  aggregate shares(payments) { part: sum(100 / (id - 3)), most: max(2147483645 + id) } with { onError: skip }

  write a(byCard) to csv("out/byCard.csv")
  write b(windows) to csv("out/windows.csv")
  write c(all) to csv("out/all.csv")
  write d(nothing) to csv("out/nothing.csv")
  write e(keys) to csv("out/keys.csv")
  write f(shares) to csv("out/shares.csv")
  select messages(shares.errors) { message }
  write g(messages) to csv("out/errors.csv")
}
`;

const payments = `id,card,amount,at
1,A,0.5,2026-01-01T00:04:59Z
2,,,2026-01-01T00:00:00Z
3,B,2,2026-01-01T00:05:00Z
4,A,1.5,2026-01-01T00:00:01Z
5,,,2026-01-01T00:12:00Z
`;

describe('an aggregate', () => {
  let run: RunTexts;

  beforeAll(() => {
    run = runToTexts({ 'main.flow': flow, 'payments.csv': payments }, afterAll);
    expect({ code: run.code, stderr: run.code === 0 ? '' : run.stderr }).toEqual({ code: 0, stderr: '' });
  }, 60_000);

  test.each([
    [
      '[N17] computes over the records of each group, and leaves nulls out',
      'byCard',
      'card,n,paid,total,mean,least,last,scaled\nA,2,2,2,1,0.5,4,10\n,2,0,,,,5,14\nB,1,1,2,2,2,3,6\n',
    ],
    [
      '[N17] makes windows of time, the earlier first',
      'windows',
      `windowStart,card,n
2026-01-01T00:00:00Z,A,2
2026-01-01T00:00:00Z,,1
2026-01-01T00:05:00Z,B,1
2026-01-01T00:10:00Z,,1
`,
    ],
    ['[N17] without keys is one group', 'all', 'n,cards,first\n5,2,2026-01-01T00:00:00Z\n'],
    ['[N17] of no records has no group', 'nothing', 'n\n'],
    ['[N17] may have nothing but keys', 'keys', 'known\nA\nnone\nB\n'],
    ['[E4] leaves records out that cannot be computed', 'shares', 'part,most\n-150,2147483647\n'],
  ])('%s', (_, name, text) => {
    expect(run.text(`${name}.csv`)).toBe(text);
  });

  test('[N3] hands the records that fail to those who read its errors', () => {
    const lines = run.text('errors.csv').trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain('zero');
  });
});
