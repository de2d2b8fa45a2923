import { planFlow } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { loadFlow, projectFolder } from '../support/flow-fixture.ts';

const flow = (limit: number, other: number, inner: number) => `
schema S { n: int32 }
flow F(limit: int32 = ${limit}, other: int32 = ${other}) {
  read rows: S from csv("s.csv")
  filter some(rows) where n > limit
  use few: G(rows: rows, least: ${inner})
  task told(some) { run: node("told.ts") }
  write out(few) to csv("out.csv")
}
flow G(rows: stream S, least: int32) -> kept { filter kept(rows) where n > least }
//- /told.ts
told
//- /s.csv
`;

async function fingerprints(text: string): Promise<Record<string, string>> {
  const { document } = await loadFlow(text);
  const { plan } = planFlow({ document, projectFolder, flow: 'F' });
  return Object.fromEntries((plan?.stages ?? []).map(({ name, fingerprint }) => [name, fingerprint]));
}

test.each<[string, [number, number, number], string[]]>([
  ['that a condition reads', [2, 1, 1], ['some', 'told']],
  ['that nothing but code may read', [1, 2, 1], ['told']],
  ['of a flow that is used', [1, 1, 2], ['few.kept', 'out']],
])(
  '[P7] a parameter %s changes the fingerprints of what may depend on it, and no others',
  async (_what, values, changed) => {
    const [before, after] = await Promise.all([fingerprints(flow(1, 1, 1)), fingerprints(flow(...values))]);
    expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual(changed);
  },
);
