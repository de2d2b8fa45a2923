import type { FlowTest, Plan, PlanPlace, RecordType } from '@millrace/grammar';
import { HeldRecords } from '../connectors/records/held-records.ts';
import { RunError } from '../execute/run-error.ts';
import { portSchema, stageOf } from '../slices/port-schema.ts';
import { replaceByRead } from '../slices/replace-by-read.ts';
import { sliceTo, withoutWrites } from '../slices/slice-to.ts';
import { tap, tapName } from '../slices/tap.ts';

export interface TestRecords {
  given: readonly Pick<FlowTest['given'][number], 'node' | 'records'>[];
  expected: readonly PlanPlace[];
}

export interface TestPlan extends Disposable {
  plan: Plan;
  /** What came, in the order of the test's expectations. */
  came: { held: HeldRecords; schema: RecordType }[];
}

/**
 * What of a flow a test runs: all that its expectations need, with the records it gives in the place of what is read, and without
 * writes. Throws a RunError for a read whose records it does not give: what a file holds today is no part of a test.
 */
export function testPlan(whole: Plan, { given, expected }: TestRecords): TestPlan {
  const places = expected.map((place) => comesFrom(whole, place));
  const fixed = withoutWrites(whole);
  const names = fixed.stages.map(({ name }) => name);
  const needed = places.length > 0 ? places.map(({ node }) => node) : names;
  refuseOtherReads(sliceTo(fixed, needed), new Set(given.map(({ node }) => node)));
  const fixtures = given.map(({ node, records }) => {
    const rows = records.map(({ value }) => value);
    return { node, held: new HeldRecords({ given: { rows } }) };
  });
  const fed = fixtures.reduce((plan, { node, held }) => replaceByRead(plan, node, held.call), fixed);
  const came = places.map((place) => ({ held: new HeldRecords(), schema: schemaAt(whole, place), place }));
  const tapped = came.reduce(
    ({ plan, taps }, { held, place: { node, port } }) => ({
      plan: tap(plan, node, port, held.call),
      taps: [...taps, tapName(plan, node, port)],
    }),
    { plan: fed, taps: [] as string[] },
  );
  const plan = sliceTo(tapped.plan, tapped.taps.length > 0 ? tapped.taps : names);
  const all = [...fixtures, ...came];
  const dispose = () => {
    for (const { held } of all) held[Symbol.dispose]();
  };
  return { plan, came, [Symbol.dispose]: dispose };
}

/** What a write gets is what it is expected to write. */
function comesFrom(plan: Plan, { node, port }: PlanPlace): PlanPlace {
  if (stageOf(plan, node).kind !== 'write') return { node, port };
  const edge = plan.edges.find(({ to, kind }) => to === node && kind === 'stream');
  return edge === undefined ? { node, port } : { node: edge.from, port: edge.port };
}

function schemaAt(plan: Plan, { node, port }: PlanPlace): RecordType {
  const schema = portSchema(stageOf(plan, node), port);
  if (schema === undefined) throw new Error(`"${node}" gives no records by "${port}"`);
  return schema;
}

function refuseOtherReads({ stages }: Plan, given: ReadonlySet<string>): void {
  const other = stages.find(({ kind, name }) => kind === 'read' && !given.has(name));
  if (other === undefined) return;
  const message = `The test does not give the records of "${other.name}"; write "given ${other.name}: [ … ]", or [] for none`;
  throw new RunError('test-not-given', message, { node: other.name });
}
