import { planFlow } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { loadFlow, projectFolder } from '../support/flow-fixture.ts';

async function planned(text: string, flow = 'F', parameters: Record<string, string> = {}) {
  const { document } = await loadFlow(text);
  return planFlow({ document, flow, parameters, projectFolder });
}

const records = `
schema S { id: string, n: int32, at: timestamp }
schema T { id: string, name: string }
`;

const files = `
//- /a.jsonl
//- /b.jsonl
//- /t.py
`;

test('[N14] [N15] [N16] [N17] [N18] [N20] every kind of node has a stage that says all of it', async () => {
  const { plan, problems } = await planned(`${records}
dataset D: S
dataset E: S
flow F(level: int32 = 3) {
  read a: S from jsonl("a.jsonl")
  read b: T from jsonl("b.jsonl")
  read c from D(batch: "x")
  group "Shape" {
    route r(a) { high: n > level, low: otherwise }
    join j(r.high, b) on r.high.id == b.id { kind: left }
    union u(r.low, c) { scale: { max: 4 }, resources: { memory: 2GiB } }
  }
  aggregate g(u) by id every 1h on at { total: sum(n), all: count() }
  review v(j) { by: "desk", ask: { fine: bool }, when: n > 5 }
  task whole(g, v) -> T { run: python("t.py", function: "go"), mode: whole }
  write w(u) to E
  write x(whole) to jsonl("x.jsonl")
}
${files}`);
  expect(problems).toEqual([]);
  const stages = Object.fromEntries((plan?.stages ?? []).map((stage) => [stage.name, stage]));
  expect(stages.c).toMatchObject({
    kind: 'read',
    connector: { name: 'dataset', options: { dataset: 'D', batch: 'x' } },
  });
  expect(stages.r).toMatchObject({ kind: 'route', ports: [{ name: 'high', where: { op: 'call' } }, { name: 'low' }] });
  expect(stages.j).toMatchObject({
    kind: 'join',
    join: 'left',
    keys: [{ left: { path: ['id'] }, right: { path: ['id'] } }],
    columns: [
      { name: 'id', side: 'left', from: 'id' },
      { name: 'n', side: 'left', from: 'n' },
      { name: 'at', side: 'left', from: 'at' },
      { name: 'name', side: 'right', from: 'name' },
    ],
  });
  expect(stages.u).toMatchObject({
    kind: 'union',
    deployment: { scale: { min: 1, max: 4 }, resources: { memoryBytes: 2 * 1024 ** 3 } },
  });
  expect(stages.g).toMatchObject({
    kind: 'aggregate',
    keys: [{ name: 'id' }],
    items: [
      { name: 'total', function: 'sum', arguments: [{ op: 'field', path: ['n'] }] },
      { name: 'all', function: 'count', arguments: [] },
    ],
    window: { ms: 3_600_000, time: { op: 'field', path: ['at'] }, column: 'windowStart' },
  });
  expect(stages.v).toMatchObject({ kind: 'review', by: 'desk', answers: [{ name: 'fine' }], when: { op: 'call' } });
  expect(stages.whole).toMatchObject({ runner: { name: 'python', file: 't.py', export: 'go' }, mode: 'whole' });
  expect(stages.w).toMatchObject({ kind: 'write', connector: { name: 'dataset', options: { dataset: 'E' } } });
  expect(plan?.edges.map(({ id }) => id)).toEqual([
    'a.out->r',
    'r.high->j.left',
    'b.out->j.right',
    'r.low->u',
    'c.out->u',
    'u.out->g',
    'j.out->v',
    'g.out->whole.g',
    'v.out->whole.v',
    'u.out->w',
    'whole.out->x',
  ]);
});

const nested = `${records}
import { Twice } from "./sub/twice.flow"
flow F(level: int32 = 3) -> big {
  read a: S from jsonl("a.jsonl")
  use big: Big(rows: a, level: level + 1)
  use twice: Twice(rows: big)
  write w(twice.second) to jsonl("w.jsonl")
  write e(twice.first.errors) to jsonl("e.jsonl")
  task t after big { run: node("t.ts") }
}
flow Big(rows: stream S, level: int32) -> inner {
  use inner: Kept(rows: rows, from: level * 2)
}
flow Kept(rows: stream S, from: int32, to: int32 = 99) -> kept { filter kept(rows) where n between from and to }
//- /t.ts
//- /sub/twice.flow
flow Twice(rows: stream { id: string, n: int32 }) -> first, second {
  select first(rows) { id, n }
  select second(first) { id }
}
//- /a.jsonl
`;

test('[P14] [P6] [P7] properties behind columns or ports are those of the stage, and onError alone is part of what it does', async () => {
  const stagesWith = async (block: string) => {
    const { plan, problems } = await planned(`${records}
flow F(wait: duration = 5s) -> g {
  read a: S from jsonl("a.jsonl")
  select s(a) { id, n, rest: 7 % n } ${block}
  route r(s) { high: n > 3, low: otherwise } ${block}
  aggregate g(r.high) by id { total: sum(n) } ${block}
}
${files}`);
    expect(problems).toEqual([]);
    return (plan?.stages ?? []).filter(({ kind }) => kind !== 'read');
  };
  const bare = await stagesWith('');
  const patient = await stagesWith(
    'with { timeout: wait, retry: { attempts: 2 }, batch: { max: 10 }, rate: { max: 9, per: 1s }, cache: on }',
  );
  for (const stage of patient)
    expect(stage).toMatchObject({
      onError: 'fail',
      timeoutMs: 5000,
      retry: { attempts: 2, backoffMs: 0 },
      batch: { max: 10 },
      deployment: { rate: { max: 9, perMs: 1000 }, cache: 'on' },
    });
  const skipping = await stagesWith('with { onError: skip }');
  expect(skipping.map(({ onError }) => onError)).toEqual(['skip', 'skip', 'skip']);
  const fingerprints = (stages: typeof bare) => stages.map(({ fingerprintParts }) => fingerprintParts.text);
  expect(fingerprints(patient)).toEqual(fingerprints(bare));
  expect(fingerprints(skipping).filter((text) => fingerprints(bare).includes(text))).toEqual([]);
});

test('[N19] a use is planned as the nodes of its flow, with parameters of their own', async () => {
  const { plan, problems } = await planned(nested, 'F', { level: '10' });
  expect(problems).toEqual([]);
  expect(plan?.stages.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
    'read a',
    'filter big.inner.kept',
    'select twice.first',
    'select twice.second',
    'write w',
    'write e',
    'task t',
  ]);
  expect(plan?.edges.map(({ id }) => id)).toEqual([
    'a.out->big.inner.kept',
    'big.inner.kept.out->twice.first',
    'twice.first.out->twice.second',
    'twice.second.out->w',
    'twice.first.errors->e',
    'big.inner.kept~>t',
  ]);
  expect(plan?.outputs).toEqual(['big.inner.kept']);
  expect(plan?.parameters.map(({ name, value }) => [name, value])).toEqual([
    ['level', 10],
    ['big.level', 11],
    ['big.inner.from', 22],
    ['big.inner.to', 99],
  ]);
  expect(plan?.stages[1]).toMatchObject({
    where: { arguments: [{ path: ['n'] }, { name: 'big.inner.from' }, { name: 'big.inner.to' }] },
  });
  expect(plan?.stages[2]).toMatchObject({ hasErrorPort: true });
});

test('[N19] a flow with streams is planned where it is used', async () => {
  const { plan, problems } = await planned(nested, 'Big', { level: '1' });
  expect(plan).toBeUndefined();
  expect(problems).toEqual(['Flow "Big" takes the stream "rows"; use it in a flow that reads its records']);
});

test('[N19] flows that double at each use end in words, soon', async () => {
  const chain = Array.from(
    { length: 40 },
    (_, i) => `flow F${i}(rows: stream S) -> b { use a: F${i + 1}(rows: rows)  use b: F${i + 1}(rows: a) }`,
  );
  const { plan, problems } = await planned(`${records}
flow F { read a: S from jsonl("a.jsonl")  use b: F0(rows: a)  write w(b) to jsonl("w.jsonl") }
${chain.join('\n')}
flow F40(rows: stream S) -> a { select a(rows) { * } }
${files}`);
  expect(plan).toBeUndefined();
  expect(problems).toEqual(['With the flows that it uses the flow has more than 10000 nodes']);
});

test('[N19] [L9] a chain of thousands of flows has an answer', async () => {
  const chain = Array.from(
    { length: 1400 },
    (_, i) => `flow F${i}(rows: stream S) -> b { use b: F${i + 1}(rows: rows) }`,
  );
  const { diagnostics, problems } = await planned(`${records}
flow F { read a: S from jsonl("a.jsonl")  use b: F0(rows: a)  write w(b) to jsonl("w.jsonl") }
${chain.join('\n')}
flow F1400(rows: stream S) -> a { select a(rows) { * } }
${files}`);
  expect(diagnostics).toEqual([]);
  expect(problems).toEqual(['Flows use each other more than 200 deep']);
});

test('[N5] without an answer of DuckDB there is no plan of a query, and it says so', async () => {
  const { problems } = await planned(`${records}
flow F { read a: S from jsonl("a.jsonl")  sql q(a) """SELECT id FROM a"""  write w(q) to jsonl("w.jsonl") }
${files}`);
  expect(problems).toEqual(['What the query of "q" gives is not known here: DuckDB was not asked, or did not answer']);
});
