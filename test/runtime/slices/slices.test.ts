import type { Plan, Stage } from '@millrace/grammar';
import fc from 'fast-check';
import { HeldRecords, replaceByRead, sliceTo, tap, tapName, withoutWrites } from 'millrace';
import { beforeAll, expect, test } from 'vitest';
import { planIn } from '../../support/plan-in.ts';
import { errorsSchema, jsonlCall, planOf, stage } from '../../support/plans.ts';
import { lines, read, row, writeOf } from '../../support/row-plans.ts';
import { eagerClock, projectWith, runIn } from '../../support/run-plans.ts';
import { slicedData, slicedFlow } from '../../support/sliced-flow.ts';

/** What leaves a node, and how it was cut into batches. */
async function recordsAt(plan: Plan, { node, port }: Place, folder: string) {
  using held = new HeldRecords();
  const { finished } = await runIn(folder, tap(plan, node, port, held.call), { clock: eagerClock });
  return { status: finished.status, batches: held.batches.map((batch) => batch.rows()) };
}

interface Place {
  node: string;
  port: string;
}

function placesOf({ stages }: Plan): Place[] {
  return stages.flatMap((one) => portsOf(one).map((port) => ({ node: one.name, port })));
}

function portsOf(one: Stage): string[] {
  if (one.kind === 'route') return one.ports.map(({ name }) => name);
  if (one.kind === 'write') return [];
  return one.hasErrorPort ? ['out', 'errors'] : ['out'];
}

const someData = fc.record({ data: slicedData, at: fc.nat() });

/** Data changes no plan. */
let plan: Plan;
beforeAll(async () => {
  await using project = await projectWith({ 'main.flow': slicedFlow });
  plan = await planIn(project.folder, { flow: 'Main' });
});

test('records at a node of a slice are those of the whole flow, in the same batches', async () => {
  await fc.assert(
    fc.asyncProperty(someData, async ({ data, at }) => {
      await using project = await projectWith(data);
      const places = placesOf(plan);
      const place = places[at % places.length] as Place;
      const whole = await recordsAt(plan, place, project.folder);
      fc.pre(whole.status === 'succeeded');
      expect(await recordsAt(sliceTo(plan, [place.node]), place, project.folder)).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});

test('a node that is read instead gives every other node the records that it had', async () => {
  await fc.assert(
    fc.asyncProperty(someData, fc.nat(), async ({ data, at }, other) => {
      await using project = await projectWith(data);
      const replaced = plan.stages.filter((one) => portsOf(one).length > 0);
      const node = (replaced[at % replaced.length] as Stage).name;
      const ports = portsOf(replaced[at % replaced.length] as Stage);
      const kept = ports.map((port) => ({ port, held: new HeldRecords() }));
      const tapped = kept.reduce((one, { port, held }) => tap(one, node, port, held.call), plan);
      const { finished } = await runIn(project.folder, tapped, { clock: eagerClock });
      fc.pre(finished.status === 'succeeded');
      const given = kept.map(({ port, held }) => ({ port, held: new HeldRecords({ given: held }) }));
      const calls = Object.fromEntries(given.map(({ port, held }) => [port, held.call]));
      const { out, ...rest } = calls;
      const changed = replaceByRead(plan, node, out, rest);
      const places = placesOf(plan).filter((place) => place.node !== node);
      const place = places[other % places.length] as Place;
      const [before, after] = [
        await recordsAt(plan, place, project.folder),
        await recordsAt(sliceTo(changed, [place.node]), place, project.folder),
      ];
      expect(after).toEqual(before);
      for (const { held } of [...kept, ...given]) held[Symbol.dispose]();
    }),
    { numRuns: 40 },
  );
});

test('a slice has exactly what its nodes need, in the order of the plan', () => {
  const namesOf = (nodes: string[]) => sliceTo(plan, nodes).stages.map(({ name }) => name);
  expect(namesOf(['agains'])).toEqual(
    plan.stages
      .map(({ name }) => name)
      .filter((name) => ['payments', 'level', 'named', 'thin', 'both', 'again', 'agains'].includes(name)),
  );
  expect(namesOf(['owned', 'cleaned.kept']).sort()).toEqual([
    'cleaned.kept',
    'owned',
    'paid',
    'payments',
    'shares',
    'shops',
  ]);
  fc.assert(
    fc.property(fc.subarray(plan.stages.map(({ name }) => name)), (nodes) => {
      const slice = sliceTo(plan, nodes);
      const names = new Set(slice.stages.map(({ name }) => name));
      expect(nodes.every((name) => names.has(name))).toBe(true);
      // Closed under what is needed, and nothing in it that nobody needs.
      const into = plan.edges.filter(({ to }) => names.has(to));
      expect(slice.edges).toEqual(into);
      const wanted = new Set([...nodes, ...slice.edges.map(({ from }) => from)]);
      expect([...names].filter((name) => !wanted.has(name))).toEqual([]);
      expect(sliceTo(slice, nodes)).toEqual(slice);
    }),
  );
});

const failing = stage('read', { name: 'rows', output: row, connector: jsonlCall('rows.jsonl'), batch: { max: 2 } });

test('[N3] bad records whose readers are cut off end no slice', async () => {
  await using project = await projectWith({ 'rows.jsonl': '{"id":1}\n{"id":"x"}\n{"id":2}\n' });
  const plan = planOf([
    { stage: failing },
    writeOf('good'),
    {
      from: 'rows.errors',
      stage: stage('write', { name: 'bad', input: errorsSchema, connector: jsonlCall('out/bad.jsonl') }),
    },
  ]);
  const slice = sliceTo(plan, ['good']);
  expect(slice.stages.map(({ name, hasErrorPort, onError }) => [name, hasErrorPort, onError])).toEqual([
    ['rows', false, 'skip'],
    ['good', false, 'fail'],
  ]);
  expect(await recordsAt(slice, { node: 'rows', port: 'out' }, project.folder)).toEqual({
    status: 'succeeded',
    batches: [[{ id: 1 }], [{ id: 2 }]],
  });
});

test('bad records leave by a tapped port, and what is only tapped is not written', async () => {
  await using project = await projectWith({ 'rows.jsonl': '{"id":1}\n{"id":"x"}\n' });
  const plan = withoutWrites(planOf([{ stage: failing }, writeOf('good')]));
  const { status, batches } = await recordsAt(plan, { node: 'rows', port: 'errors' }, project.folder);
  expect([status, batches.flat().map(({ node, line }) => ({ node, line }))]).toEqual([
    'succeeded',
    [{ node: 'rows', line: 2n }],
  ]);
  expect(await project.files()).toEqual(['rows.jsonl']);
});

test('a slice keeps what its nodes wait for, and a node without sinks waits for none', async () => {
  const plan = planOf([
    read,
    writeOf('first'),
    { stage: { ...failing, name: 'more' }, after: ['first'] },
    writeOf('second', 'more'),
  ]);
  expect(sliceTo(plan, ['second']).stages.map(({ name }) => name)).toEqual(['rows', 'first', 'more', 'second']);
  expect(withoutWrites(plan)).toMatchObject({ stages: [{ name: 'rows' }, { name: 'more' }], edges: [] });
});

test('what waits for a node that is read instead waits for the read, of a route for all its ports', () => {
  using held = new HeldRecords();
  const route = stage('route', { name: 'split', input: row, ports: [port('a'), port('b')] });
  const later = { stage: { ...failing, name: 'more' }, after: ['split'] };
  const changed = replaceByRead(planOf([read, { from: 'rows', stage: route }, later]), 'split', undefined, {
    a: held.call,
    b: held.call,
  });
  expect(changed.edges.map(({ id }) => id)).toEqual(['split.a~>more', 'split.b~>more']);
});

test('records that do not fit the schema are bad records of the read, with its own errors port', async () => {
  await using project = await projectWith({});
  using given = new HeldRecords({ given: { rows: [{ id: 1 }, { id: 'one' }, { id: 3 }] } });
  const plan = planOf([
    read,
    writeOf('good'),
    {
      from: 'rows.errors',
      stage: stage('write', { name: 'bad', input: errorsSchema, connector: jsonlCall('out/bad.jsonl') }),
    },
  ]);
  const { finished } = await runIn(project.folder, replaceByRead(plan, 'rows', given.call));
  expect(finished).toMatchObject({ status: 'succeeded', records: { good: 2, bad: 1 } });
  expect(await project.jsonLines('out/bad.jsonl')).toMatchObject([
    { record: { id: 'one' }, message: 'id: "one" is not an int32', node: 'rows' },
  ]);
});

test('what is held ends at its limit, and says so once', async () => {
  await using project = await projectWith({ 'rows.jsonl': lines(95) });
  let full = 0;
  using held = new HeldRecords({ limit: 25, onFull: () => full++ });
  await runIn(project.folder, tap(planOf([read]), 'rows', 'out', held.call));
  expect([held.length, held.rows().at(-1), full]).toEqual([25, { id: 24 }, 1]);
});

test('a tap has a name of its own', () => {
  using held = new HeldRecords();
  const plan = planOf([read]);
  const once = tap(plan, 'rows', 'out', held.call);
  expect([tapName(plan, 'rows', 'out'), tapName(once, 'rows', 'out')]).toEqual(['$rows.out', '$$rows.out']);
});

function port(name: string) {
  return { name, output: row };
}
