import {
  analyzeFlow,
  Boundedness,
  boundedness,
  type ConnectorSpec,
  connectors,
  type FlowDiagnostic,
  reportEndless,
} from '@millrace/grammar';
import { type FlowFile, isFlow } from '@millrace/grammar/syntax';
import { expect, test } from 'vitest';
import { loadFlow } from '../support/flow-fixture.ts';

/** No connector of today is without an end: this one is a queue. */
const [csv] = connectors as [ConnectorSpec];
const withQueue = new Boundedness([...connectors, { ...csv, name: 'queue', isUnbounded: true }]);

const schemas = 'schema Tick { id: string, at: timestamp, value: float64 }\n';

/** What is said of a text, flow by flow: the words, what needs them all, and what never ends. */
async function endless(text: string, bounds = withQueue): Promise<string[]> {
  const { document } = await loadFlow(schemas + text);
  const found: FlowDiagnostic[] = [];
  const flows = (document.parseResult.value as FlowFile).declarations.filter(isFlow);
  for (const flow of flows) reportEndless(analyzeFlow(flow), bounds, (one) => void found.push(one));
  return found.map(({ place, message }) => `${place.node.$cstNode?.text}: ${message}`);
}

const ticks = `read ticks: Tick from queue("ticks")
  read shops: Tick from csv("shops.csv")
  filter some(ticks) where value > 1`;

test.each([
  ['aggregate a(some) by id { n: count() }', ['some: "a"']],
  ['aggregate a(some) by id every 1m on at { n: count() }', []],
  ['aggregate a(shops) by id { n: count() }', []],
  ['sql a(shops, some) """ SELECT 1 AS x """', ['some: "a"']],
  ['join a(some, shops) on some.id == shops.id', []],
  ['join a(shops, some) on some.id == shops.id', ['some: "a"']],
  ['task a(some) -> Tick { run: node("t.ts"), mode: whole }', ['some: "a"']],
  ['task a(some) -> Tick { run: node("t.ts"), mode: batch }', []],
  ['union u(shops, some)\n  aggregate a(u) by id { n: count() }', ['u: "a"']],
  ['route r(some) { high: value > 2, low: otherwise }\n  aggregate a(r.low) by id { n: count() }', ['r.low: "a"']],
  ['aggregate a(some.errors) { n: count() }', ['some.errors: "a"']],
])('[N7] a node that needs all of its input is refused below a read that never ends: %s', async (node, expected) => {
  const rest = ' needs all of its input, and the records of "ticks" never end';
  expect(await endless(`flow F {\n  ${ticks}\n  ${node}\n}`)).toEqual(expected.map((words) => words + rest));
});

const inner = `flow Inner(rows: stream Tick, few: stream Tick) -> passed, counted, fresh {
  filter passed(rows) where value > 1
  aggregate counted(few) by id { n: count() }
  read fresh: Tick from queue("fresh")
}
flow Middle(all: stream Tick) -> i { use i: Inner(rows: all, few: all) }`;

test('[N7] what a flow needs, and what it gives, counts where it is used', async () => {
  const use = (statements: string) => endless(`flow F {\n  ${ticks}\n  ${statements}\n}\n${inner}`);
  expect(await use('use i: Inner(rows: some, few: shops)')).toEqual([]);
  expect(await use('use i: Inner(rows: shops, few: some)')).toEqual([
    'few: some: "counted" needs all of its input, and the records of "ticks" never end',
  ]);
  expect(await use('use m: Middle(all: some)')).toEqual([
    'all: some: "counted" needs all of its input, and the records of "ticks" never end',
  ]);
  const count = (input: string) => use(`use i: Inner(rows: some, few: shops)\n  aggregate a(${input}) { n: count() }`);
  expect(await count('i.counted')).toEqual([]);
  expect(await count('i.passed')).toHaveLength(1);
  expect(await count('i.fresh')).toEqual(['i.fresh: "a" needs all of its input, and the records of "fresh" never end']);
});

test('[N7] every read of today ends', async () => {
  const text = `flow F { read a: Tick from csv("a.csv")\n sql b(a) """ SELECT 1 AS x """ }`;
  expect(await endless(text, boundedness)).toEqual([]);
});
