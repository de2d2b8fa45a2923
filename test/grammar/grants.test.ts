import { planFlow } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { checkDiagnostics, loadFlow, projectFolder } from '../support/flow-fixture.ts';

const flow = (grants: string) => `
flow F(folder: string = "out/some") {
  task told { run: node("told.ts"), grants: ${grants} }
}
//- /told.ts
told
`;

test.each([
  ['{ network: false }', { writes: [], hosts: [] }],
  ['{ network: true }', { writes: [], hosts: ['*'] }],
  ['{ writes: "out" }', { writes: ['out'], hosts: [] }],
  ['{ network: true, writes: folder }', { writes: ['out/some'], hosts: ['*'] }],
])('[P6] %s are effects of the stage, and no part of what it does', async (grants, effects) => {
  const stageOf = async (text: string) => {
    const { document } = await loadFlow(text);
    return planFlow({ document, projectFolder }).plan?.stages[0];
  };
  const [stage, bare] = await Promise.all([stageOf(flow(grants)), stageOf(flow('{}'))]);
  expect(stage?.effects).toMatchObject({ reads: ['told.ts'], ...effects });
  expect(stage?.fingerprint).toBe(bare?.fingerprint);
});

test('[P5] several tasks may write to one folder, in which flows write files', () =>
  checkDiagnostics(`
schema S { id: string }
flow F {
  read s: S from jsonl("s.jsonl")
  write out(s) to jsonl("out/s.jsonl")
  task a after out { run: node("told.ts"), grants: { writes: "out" } }
  task b after out { run: node("told.ts"), grants: { writes: "out" } }
}
//- /told.ts
told
//- /s.jsonl
`));

test('[P2] what can be granted', () =>
  checkDiagnostics(`
flow F {
  task a { run: node("told.ts"), grants: { network: "on" } }
                                                    ^^^^ FLOW122 "network" wants true or false, not "on"
}
//- /told.ts
told
`));
