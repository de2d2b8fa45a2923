/** What is known of a document follows the texts and files it depends on, however far away. */
import { analyzeFlow, checkDocument, forgetFacts, printType } from '@millrace/grammar';
import { type FlowFile, isFlow } from '@millrace/grammar/syntax';
import { Cancellation, DocumentState, OperationCancelled, URI } from 'langium';
import { expect, test } from 'vitest';
import { type FlowFixture, loadFlow } from '../support/flow-fixture.ts';

const text = `
import { Payment } from "./payments.flow"
model Risk { file: "risk.onnx" }
flow F -> scored {
  read payments: Payment from jsonl("payments.jsonl")
  infer scored(payments) with Risk { keep: [] }
}
//- /payments.flow
import { Merchant } from "./merchants.flow"
schema Payment { x: float32, merchant: Merchant }
//- /merchants.flow
schema Merchant { id: string }
//- /risk.onnx
x float32[N] -> y float32[N]
//- /payments.jsonl
`;

function analysis({ document }: FlowFixture) {
  return analyzeFlow((document.parseResult.value as FlowFile).declarations.find(isFlow) as never);
}

function outputOf(fixture: FlowFixture, node: string): string {
  const fields = analysis(fixture).nodes.get(node)?.output?.fields ?? [];
  return fields
    .map(({ type }) => (type.kind === 'record' ? printType({ ...type, name: undefined }) : printType(type)))
    .join();
}

async function change({ services, files }: FlowFixture, path: string, content: string): Promise<void> {
  files.set(path, content);
  await services.shared.workspace.DocumentBuilder.update([URI.file(path)], []);
}

test('one analysis serves all who ask, until something changes', async () => {
  const fixture = await loadFlow(text);
  const first = analysis(fixture);
  checkDocument(fixture.document);
  expect(analysis(fixture)).toBe(first);
  await change(fixture, '/project/main.flow', `${fixture.files.get('/project/main.flow')} `);
  expect(analysis(fixture)).not.toBe(first);
});

test('a schema that changes two imports away is seen', async () => {
  const fixture = await loadFlow(text);
  expect(outputOf(fixture, 'payments')).toBe('float32,{ id: string }');
  await change(fixture, '/project/merchants.flow', 'schema Merchant { id: int64, name: string }');
  expect(outputOf(fixture, 'payments')).toBe('float32,{ id: int64, name: string }');
});

test('an import that appears is seen', async () => {
  const fixture = await loadFlow(text.replace('//- /payments.flow', '//- /later.flow'));
  expect(checkDocument(fixture.document).map(({ code }) => code)).toEqual(['FLOW113']);
  const content = fixture.files.get('/project/later.flow') as string;
  fixture.files.set('/project/payments.flow', content);
  const { LangiumDocuments } = fixture.services.shared.workspace;
  await LangiumDocuments.getOrCreateDocument(URI.file('/project/merchants.flow'));
  await LangiumDocuments.getOrCreateDocument(URI.file('/project/payments.flow'));
  await change(fixture, '/project/payments.flow', content);
  expect(checkDocument(fixture.document)).toEqual([]);
  expect(outputOf(fixture, 'payments')).toBe('float32,{ id: string }');
});

test('a model that changes is seen once its document is told', async () => {
  const fixture = await loadFlow(text);
  expect(outputOf(fixture, 'scored')).toBe('float32');
  fixture.files.set('/project/risk.onnx', 'x float32[N] -> y int64[N], z float32[N, 4]');
  expect(outputOf(fixture, 'scored')).toBe('float32');
  forgetFacts(fixture.document);
  expect(outputOf(fixture, 'scored')).toBe('int64,float32[4]');
});

test('of a document that is ready everybody is told, also when the next change comes at that moment', async () => {
  const { services } = await loadFlow(text);
  const { DocumentBuilder } = services.shared.workspace;
  const next = new Cancellation.CancellationTokenSource();
  const told: string[] = [];
  DocumentBuilder.onDocumentPhase(DocumentState.Linked, () => next.cancel());
  DocumentBuilder.onDocumentPhase(DocumentState.Linked, ({ uri }) => void told.push(uri.path));
  const build = DocumentBuilder.update([URI.file('/project/merchants.flow')], [], next.token);
  await expect(build).rejects.toBe(OperationCancelled);
  expect(told).toHaveLength(1);
});
