import { type Diagram, diagramOf } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { loadFlow } from '../support/flow-fixture.ts';

const text = `
schema Payment { id: string, amount: float64 }
model Risk { file: "risk.onnx" }
flow Score {
  read payments: Payment from csv("data/payments.csv")
  filter large(payments) where amount
    > 1000
  select some(large) { amount, twice: amount * 2 }
  infer scored(some) with Risk { inputs: { x: amount } }
  write out(scored) to csv("out.csv")
  write bad(payments.errors) to jsonl("bad.jsonl")
  task notify after out { run: node("notify.ts") }
}
flow Other -> p { read p: Payment from csv("p.csv") }
//- /risk.onnx
x float32[N] -> y float32[N]
//- /notify.ts
`;

async function draw(source = text, flow?: string): Promise<Diagram | undefined> {
  const { document } = await loadFlow(source);
  return diagramOf(document, flow);
}

test('[D1] a diagram shows each node with the difference it makes', async () => {
  const diagram = await draw();
  expect(diagram?.nodes.map(({ kind, name, detail, fieldCount }) => [kind, name, detail, fieldCount])).toEqual([
    ['read', 'payments', 'csv data/payments.csv', 2],
    ['filter', 'large', 'amount > 1000', 2],
    ['select', 'some', '', 2],
    ['infer', 'scored', 'Risk', 3],
    ['write', 'out', 'csv out.csv', undefined],
    ['write', 'bad', 'jsonl bad.jsonl', undefined],
    ['task', 'notify', 'node notify.ts', undefined],
  ]);
  expect(diagram?.nodes[2]).toMatchObject({ added: [{ name: 'twice', type: 'float64' }], removed: ['id'] });
});

test('[D1] [N22] every kind of node is drawn, with its groups, and streams like nodes', async () => {
  const diagram = await draw(`
flow Kinds(rows: stream { id: string, n: int32 }) -> u {
  route r(rows) { high: n > 3, low: otherwise }
  group "Outer" {
    group "Inner" { aggregate g(r.high) by id { n: count() } }
    union u(g, r.low)
  }
  join j(r.low, g) on r.low.id == g.id { prefix: "g_" }
  review v(j) { by: "desk", ask: { fine: bool } }
  sql q(r.high) """
    SELECT id
    FROM r_high
  """
  use k: Other(rows: v)
}
`);
  expect(diagram?.nodes.map(({ kind, name, detail, groups }) => [kind, name, detail, groups])).toEqual([
    ['stream', 'rows', '{ id: string, n: int32 }', undefined],
    ['route', 'r', 'high, low', undefined],
    ['aggregate', 'g', 'by id', ['Outer', 'Inner']],
    ['union', 'u', '', ['Outer']],
    ['join', 'j', 'r.low.id == g.id', undefined],
    ['review', 'v', 'desk', undefined],
    ['sql', 'q', 'SELECT id FROM r_high', undefined],
    ['use', 'k', 'Other', undefined],
  ]);
  expect(diagram?.edges.map(({ id }) => id)).toEqual([
    'rows.out->r',
    'r.high->g',
    'g.out->u',
    'r.low->u',
    'r.low->j.left',
    'g.out->j.right',
    'j.out->v',
    'r.high->q.r_high',
    'v.out->k',
  ]);
});

test('[D1] an edge shows what flows, from which port', async () => {
  const diagram = await draw();
  expect(diagram?.edges.map(({ id, kind, fields }) => [id, kind, fields?.length])).toEqual([
    ['payments.out->large', 'stream', 2],
    ['large.out->some', 'stream', 2],
    ['some.out->scored', 'stream', 2],
    ['scored.out->out', 'stream', 3],
    ['payments.errors->bad', 'stream', 6],
    ['out~>notify', 'order', undefined],
  ]);
});

test('[D1] a diagram is of the flow that is asked for, or of the first', async () => {
  expect((await draw(text, 'Other'))?.nodes).toHaveLength(1);
  expect(await draw(text, 'None')).toBeUndefined();
  expect(await draw('schema S { a: int32 }')).toBeUndefined();
});

test('[D2] a broken statement is marked, and the rest is drawn as if nothing had happened', async () => {
  const diagram = await draw(text.replace('where amount\n    > 1000', 'where amount >'));
  const broken = diagram?.nodes.filter(({ isBroken }) => isBroken);
  expect(broken?.map(({ name, problems }) => [name, problems])).toEqual([
    ['large', { errors: 1, warnings: 0, first: 'Expected an expression after ">"' }],
  ]);
  expect(diagram?.nodes.find(({ name }) => name === 'scored')?.fieldCount).toBe(3);
  expect(diagram?.edges).toHaveLength(6);
});

test('[D2] mistakes are counted at the node they stand in', async () => {
  const diagram = await draw(text.replace('amount * 2', 'amout * 2').replace('"out.csv"', '"bad.jsonl"'));
  const problems = diagram?.nodes.filter(({ problems: { errors } }) => errors > 0).map(({ name }) => name);
  expect(problems).toEqual(['some', 'bad']);
});

test('white space and comments change nothing', async () => {
  expect(await draw(text.replaceAll('  ', '\n\t/* x */ ').replace('flow Score', '// y\nflow Score'))).toEqual(
    await draw(),
  );
});
