/** What a host cannot answer makes less known and never something false. */
import { checkDocument, createFlowServices, diagramOf, loadDocument, planFlow } from '@millrace/grammar';
import { URI } from 'langium';
import { expect, test } from 'vitest';
import { projectFolder } from '../support/flow-fixture.ts';
import { MemoryFileSystem } from '../support/memory-files.ts';

const text = `
import { Merchant } from "./merchants.flow"
model Risk { file: "risk.onnx" }
schema Payment { id: string, x: float32, merchant: Merchant }
flow F {
  read payments: Payment from jsonl("payments.jsonl")
  infer scored(payments) with Risk { outputs: { risk: score }, keep: [id] }
  infer all(payments) with Risk
  filter some(all) where whatever > 3
  task t(scored) { run: node("t.ts") }
  write w(some) to csv("w.csv")
}
`;

async function load() {
  const files = new Map([['/project/main.flow', text]]);
  const services = createFlowServices({ fileSystemProvider: () => new MemoryFileSystem(files), ports: {} });
  return loadDocument(services, URI.file('/project/main.flow'));
}

test('without ports nothing outside of the text is called wrong', async () => {
  expect(checkDocument(await load())).toEqual([]);
});

test('without ports what the text says is known', async () => {
  const nodes = diagramOf(await load())?.nodes.map(({ name, fieldCount }) => [name, fieldCount]);
  expect(nodes).toEqual([
    ['payments', 3],
    ['scored', 2],
    ['all', undefined],
    ['some', undefined],
    ['t', undefined],
    ['w', undefined],
  ]);
});

test('without ports there is no plan, and it says what is missing', async () => {
  const { plan, problems } = planFlow({ document: await load(), projectFolder });
  expect(plan).toBeUndefined();
  expect(problems).toEqual(['This host cannot plan: it has no digest of text']);
});
