import { planFlow } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { loadFlow, projectFolder } from '../support/flow-fixture.ts';

/** Parameters wherever they may stand: in conditions, in options, in properties, in flows that are used. */
const flow = `
schema S { n: int32 }
flow F(least: int32 = 1, mark: string = ";", who: string = "ops", place: string = "out.csv") {
  read rows: S from csv("s.csv", delimiter: mark)
  use few: G(rows: rows, least: least + 1)
  review asked(few) { ask: { isRight: bool }, by: who }
  write out(asked) to csv(place, delimiter: ";")
}
flow G(rows: stream S, least: int32) -> kept { filter kept(rows) where n > least }
//- /s.csv
`;

type Parts = Record<string, Record<string, string>>;

async function partsOf(text: string, parameters: Record<string, string> = {}): Promise<Parts> {
  const { document } = await loadFlow(text);
  const { plan, problems } = planFlow({ document, projectFolder, flow: 'F', parameters });
  if (plan === undefined) throw new Error(problems.join('\n'));
  return Object.fromEntries(plan.stages.map(({ name, fingerprintParts }) => [name, fingerprintParts]));
}

/** As `rows: parameters`; what a node only hands on is left out. */
function ownChanges(before: Parts, now: Parts): string[] {
  return Object.entries(now).flatMap(([node, parts]) =>
    Object.keys(parts)
      .filter((part) => !part.startsWith('input ') && parts[part] !== before[node]?.[part])
      .map((part) => `${node}: ${part}`),
  );
}

test.each([
  ['an option of a read', { mark: ',' }, ['rows: parameters']],
  ['a condition of a flow that is used', { least: '2' }, ['few.kept: parameters']],
  ['a property', { who: 'risk' }, ['asked: parameters']],
  ['the path of a write', { place: 'other.csv' }, ['out: parameters']],
])(
  '[P7] what changes with a parameter in %s is called a parameter, and nothing else changes',
  async (_, given, changes) => {
    expect(ownChanges(await partsOf(flow), await partsOf(flow, given))).toEqual(changes);
  },
);

test('[P7] the name of a use is for people, as that of a node is', async () => {
  const [before, now] = await Promise.all([partsOf(flow), partsOf(flow.replaceAll('few', 'some'))]);
  expect(now['some.kept']).toEqual(before['few.kept']);
});
