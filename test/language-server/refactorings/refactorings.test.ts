/** Refactorings as a client asks for them: over stdio, in texts with other line ends, in large ones and in what is no text of theirs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { afterEdit, codeActions } from '../../support/code-actions.ts';
import { FlowClient } from '../../support/flow-client.ts';
import { folderWith, openText } from '../../support/language-services.ts';
import { offered, refactored } from '../../support/refactored-text.ts';

const schema = 'schema Payment { id: string, amount: float64 }\n\n';
const literals = { codeActionKind: { valueSet: ['refactor', 'quickfix'] } };
const flow = `flow F -> big {
  read payments: Payment from csv("p.csv")
  filter big(payments) where amount > 1.0
}
`;

test('the line ends of the text stay, and names may be any words', async () => {
  const text = `${schema}${flow}`.replaceAll('big', '`größer als`').replaceAll('\n', '\r\n');
  const marked = text.replace('filter `', '[[filter `').replace('> 1.0', '> 1.0]]');
  const after = await refactored(marked, 'Extract to a flow');
  expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  expect(after).toContain('\r\n  use `größer als`: ');
  expect(after).toMatch(/\r\nflow \w+\(payments: stream Payment\) -> `größer als` \{\r\n/);
});

test.each([
  ['an empty text', '[[]]'],
  ['a comment', '// [[]]Nothing.\n'],
  ['a flow without nodes', 'flow F { [[]] }\n'],
  ['a flow that is not closed', 'flow F {\n  filter [[]]a(b) where'],
  ['nodes that read each other', 'flow F -> b {\n  [[filter a(b) where true]]\n  filter b(a) where true\n}\n'],
  ['a flow that uses itself', 'flow F -> b {\n  use [[]]b: F()\n}\n'],
  ['nodes of one name', 'flow F -> b {\n  [[select b(c) { id }\n  select b(c) { id }]]\n}\n'],
])('%s has none', async (_, text) => {
  expect(await offered(text)).toEqual([]);
});

test('a light bulb in a flow of 500 nodes costs little more than the mistakes in it', async () => {
  const nodes = Array.from({ length: 500 }, (_, at) => `  filter n${at + 1}(n${at}) where amount > ${at}.5\n`).join('');
  const text = `${schema}flow F -> n500 {\n  read n0: Payment from csv("p.csv")\n${nodes}}\n`;
  const { services, document } = await openText(text, { 'p.csv': '' });
  const codeAction = {
    dataSupport: true,
    resolveSupport: { properties: ['edit'] },
    codeActionLiteralSupport: literals,
  };
  services.flow.host.Client.capabilities = { textDocument: { codeAction } };
  const at = document.textDocument.positionAt(text.indexOf('n250(') + 1);
  const first = { line: 4, character: 0 };
  const timeOf = async (start: typeof at, kind: string) => {
    const started = performance.now();
    for (let round = 0; round < 5; round++) await codeActions(services, document, { start, end: at }, [kind]);
    return (performance.now() - started) / 5;
  };
  await timeOf(first, 'refactor');
  const [mistakes, cursor, half] = [
    await timeOf(at, 'quickfix'),
    await timeOf(at, 'refactor'),
    await timeOf(first, 'refactor'),
  ];
  expect(cursor).toBeLessThan(10 * mistakes + 100);
  expect(half).toBeLessThan(10 * mistakes + 300);
});

describe('over stdio', () => {
  let client: FlowClient;
  const text = schema + flow;
  beforeAll(async () => {
    const codeAction = {
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: literals,
    };
    const capabilities = { textDocument: { codeAction }, workspace: { workspaceEdit: { documentChanges: true } } };
    client = await FlowClient.start(folderWith({ 'main.flow': text, 'p.csv': '' }), undefined, { capabilities });
    await client.open('main.flow');
  }, 60_000);
  afterAll(() => client.stop());

  test('one is offered for what is selected, and made when it is chosen', async () => {
    const textDocument = { uri: client.uri('main.flow') };
    const range = { start: { line: 4, character: 2 }, end: { line: 4, character: 41 } };
    const params = { textDocument, range, context: { diagnostics: [] } };
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', params);
    const action = actions.find(({ title }) => title === 'Extract to a flow');
    expect(action).toMatchObject({ kind: 'refactor.extract' });
    expect(action?.edit).toBeUndefined();
    const { edit } = await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    expect(afterEdit(edit, () => text).get(textDocument.uri)).toBe(`${schema}flow F -> big {
  read payments: Payment from csv("p.csv")
  use big: Big(payments: payments)
}

flow Big(payments: stream Payment) -> big {
  filter big(payments) where amount > 1.0
}
`);
  });
});
