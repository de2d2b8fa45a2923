/** Over stdio, against the real server process. */
import { applyPatches, type ShownDiagram } from '@millrace/language-server';
import { methods } from '@millrace/language-server/protocol';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FlowClient, nodeNames } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';
import { paymentFlow, withStatement } from '../support/payment-flow.ts';

let client: FlowClient;
/** Each test has a file of its own. */
let file: string;
beforeAll(async () => {
  client = await FlowClient.start(folderWith({ 'data/payments.csv': '' }));
});
beforeEach(async ({ task }) => {
  file = `${task.id}.flow`;
  await client.open(file, paymentFlow);
});
afterAll(() => client.stop());

async function openDiagram(): Promise<ShownDiagram> {
  const opened = await client.openDiagram(file);
  if (opened === null) throw new Error('There is no diagram');
  return opened;
}

test('the diagram has the nodes of the flow and the edges between them', async () => {
  const { diagram, flows } = await openDiagram();
  expect(flows).toEqual(['Score']);
  expect(nodeNames(diagram)).toEqual(['features', 'large', 'payments', 'report']);
  expect(diagram.edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
    'payments features',
    'features large',
    'large report',
  ]);
  expect(diagram.nodes.find(({ name }) => name === 'features')?.added).toEqual([
    { name: 'amountLog', type: 'float64' },
  ]);
});

test('an edit sends patches that lead to what a newly opened diagram shows', async () => {
  const shown = await openDiagram();
  await client.change(file, withStatement('write bad(large.errors) to jsonl("bad.jsonl")'));
  const { version, patches } = await client.diagramChange(file, 1);
  expect(version).toBe(1);
  expect(patches.map(({ type }) => type)).toEqual(['add-node', 'add-edge']);
  expect(applyPatches(shown, patches)).toEqual({ ...(await openDiagram()), version: 0 });
});

test('white space and comments send nothing', async () => {
  await openDiagram();
  await client.change(file, `// a comment\n\n${paymentFlow.replaceAll('\n', '\n\n  ')}`);
  await client.diagnostics(file);
  await client.change(file, withStatement('filter f(large) where amount > 2'));
  expect((await client.diagramChange(file, 1)).patches.map(({ type }) => type)).toContain('add-node');
});

test('a broken text keeps its last good nodes, marked, until it parses again', async () => {
  const shown = await openDiagram();
  await client.change(file, paymentFlow.replace('filter large(features) where', 'filte large(features where'));
  const { patches } = await client.diagramChange(file, 1);
  const broken = applyPatches(shown, patches);
  expect(nodeNames(broken.diagram)).toEqual(nodeNames(shown.diagram));
  expect(broken.diagram.nodes.find(({ name }) => name === 'large')?.isBroken).toBe(true);
  await client.change(file, paymentFlow);
  const mended = applyPatches(broken, (await client.diagramChange(file, 2)).patches);
  expect(mended.diagram.nodes.every(({ isBroken }) => !isBroken)).toBe(true);
});

test('a flow that appears in an open file is sent as a whole', async () => {
  await client.change(file, '');
  await client.diagnostics(file);
  expect(await client.openDiagram(file)).toBeNull();
  await client.change(file, paymentFlow);
  expect((await client.diagramChange(file, 1)).patches.map(({ type }) => type)).toEqual(['replace']);
});

test('a closed diagram is not followed', async () => {
  await openDiagram();
  await client.connection.sendNotification(methods.closeDiagram, { uri: client.uri(file) });
  await client.change(file, withStatement('filter f(large) where amount > 2'));
  await client.diagnostics(file);
  expect(client.diagramChanges(file)).toEqual([]);
});

test('nodes and places lead to each other, and flows say what they need', async () => {
  const uri = client.uri(file);
  const line = paymentFlow.slice(0, paymentFlow.indexOf('filter large')).split('\n').length - 1;
  expect(await client.connection.sendRequest(methods.revealNode, { uri, flow: 'Score', node: 'large' })).toEqual({
    start: { line, character: 9 },
    end: { line, character: 14 },
  });
  expect(await client.connection.sendRequest(methods.nodeAt, { uri, position: { line, character: 30 } })).toEqual({
    flow: 'Score',
    node: 'large',
    runPlaces: ['large'],
    previewPlaces: ['large'],
  });
  expect(await client.connection.sendRequest(methods.nodeAt, { uri, position: { line: 0, character: 0 } })).toBeNull();
  expect(await client.connection.sendRequest(methods.listFlows, { uri })).toEqual([
    { name: 'Score', parameters: [{ name: 'threshold', type: 'float64', default: '0.5' }] },
  ]);
});

test('a file that is not there has no diagram', async () => {
  expect(await client.openDiagram('nowhere.flow')).toBeNull();
});
