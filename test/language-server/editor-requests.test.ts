/** What an editor asks for beside completion and hover, of the real server over stdio. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import {
  type CallHierarchyItem,
  type CodeLens,
  type DocumentLink,
  type InlayHint,
  LSPErrorCodes,
  type SelectionRange,
} from 'vscode-languageserver';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';

const text = `schema Base { at: timestamp }
schema Row extends Base { id: string, n: float64 }
// see https://example.org/rows
flow Main {
  read p: Row from jsonl("p.jsonl")
  filter f(p) where round(n, 2) > 1
  select s(f) {
    size: ln(n)
  }
  write w(s) to jsonl("w.jsonl")
}
`;

let client: FlowClient;
let refreshed: string[] = [];
let configuration: unknown = null;
let onRefresh = () => {};

beforeAll(async () => {
  client = await FlowClient.start(folderWith({ 'main.flow': text, 'p.jsonl': '{}\n' }), undefined, {
    capabilities: {
      workspace: {
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: true },
        inlayHint: { refreshSupport: true },
        codeLens: { refreshSupport: true },
        symbol: { resolveSupport: { properties: ['location.range'] } },
      },
      textDocument: {
        inlayHint: { resolveSupport: { properties: ['tooltip', 'label.location'] } },
        documentLink: { tooltipSupport: true },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        rangeFormatting: { rangesSupport: true },
      },
    },
    initializationOptions: { commands: ['millrace.runFlow', 'millrace.showReferences'] },
  });
  client.connection.onRequest('workspace/configuration', ({ items }) => items.map(() => configuration));
  for (const method of ['workspace/inlayHint/refresh', 'workspace/codeLens/refresh']) {
    client.connection.onRequest(method, () => {
      refreshed.push(method);
      onRefresh();
      return null;
    });
  }
  await client.open('main.flow');
});
afterAll(() => client.stop());

const whole = { start: { line: 0, character: 0 }, end: { line: 11, character: 0 } };
const options = { tabSize: 2, insertSpaces: true };

function ask<R>(method: string, params: object = {}): Promise<R> {
  return client.connection.sendRequest(`textDocument/${method}`, {
    textDocument: { uri: client.uri('main.flow') },
    ...params,
  });
}

const labelOf = ({ label }: InlayHint) => (Array.isArray(label) ? label.map(({ value }) => value).join('') : label);

const resolve = <T>(method: string, item: T): Promise<T> => client.connection.sendRequest(method, item);

test('the server says what it answers', () => {
  expect(client.capabilities).toMatchObject({
    callHierarchyProvider: {},
    codeLensProvider: { resolveProvider: true },
    documentLinkProvider: { resolveProvider: true },
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
    documentRangeFormattingProvider: { rangesSupport: true },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    inlayHintProvider: { resolveProvider: true },
    linkedEditingRangeProvider: true,
    selectionRangeProvider: true,
    semanticTokensProvider: { full: { delta: true }, range: true },
    signatureHelpProvider: { triggerCharacters: ['(', ',', '['] },
    typeHierarchyProvider: {},
    workspaceSymbolProvider: { resolveProvider: true },
  });
});

test('signature help', async () => {
  const found = await ask('signatureHelp', { position: { line: 5, character: 29 } });
  expect(found).toMatchObject({ activeParameter: 1, signatures: [{ label: expect.stringContaining('round(') }] });
});

test('inlay hints, and the whole of one', async () => {
  const hints = await ask<InlayHint[]>('inlayHint', { range: whole });
  expect(hints.map(labelOf)).toEqual([expect.stringMatching(/^digits/), ': float64', '+ size: float64  − at, id, n']);
  const resolved = await resolve('inlayHint/resolve', hints[2]);
  expect(resolved).toMatchObject({ tooltip: { value: expect.stringContaining('+ size: float64') } });
});

test('code lenses, and how often a schema is used', async () => {
  const lenses = await ask<CodeLens[]>('codeLens');
  expect(lenses.map(({ command }) => command?.title)).toEqual([undefined, undefined, '▶ Run']);
  const resolved = await Promise.all(lenses.map((lens) => (lens.command ? lens : resolve('codeLens/resolve', lens))));
  expect(resolved.map(({ command }) => command?.title)).toEqual(['1 usage', '1 usage', '▶ Run']);
});

test('where records come from and go to', async () => {
  const items = await ask<CallHierarchyItem[]>('prepareCallHierarchy', { position: { line: 5, character: 9 } });
  const [item] = items;
  expect(await resolve<unknown>('callHierarchy/incomingCalls', { item })).toMatchObject([{ from: { name: 'p' } }]);
  expect(await resolve<unknown>('callHierarchy/outgoingCalls', { item })).toMatchObject([{ to: { name: 's' } }]);
});

test('schemas above and below', async () => {
  const [item] = await ask<CallHierarchyItem[]>('prepareTypeHierarchy', { position: { line: 1, character: 8 } });
  expect(await resolve<unknown>('typeHierarchy/supertypes', { item })).toMatchObject([{ name: 'Base' }]);
  expect(await resolve<unknown>('typeHierarchy/subtypes', { item })).toEqual([]);
});

test('selections and linked places', async () => {
  const [range] = await ask<SelectionRange[]>('selectionRange', { positions: [{ line: 7, character: 14 }] });
  expect(range?.range).toEqual({ start: { line: 7, character: 13 }, end: { line: 7, character: 14 } });
  const linked = await ask<{ ranges: unknown[] }>('linkedEditingRange', { position: { line: 5, character: 10 } });
  expect(linked.ranges.length).toBe(2);
});

test('folding, outline and links', async () => {
  expect(await ask('foldingRange')).toMatchObject([{ startLine: 3 }, { startLine: 6 }]);
  expect(await ask('documentSymbol')).toMatchObject([{ name: 'Base' }, { name: 'Row' }, { name: 'Main' }]);
  const links = await ask<DocumentLink[]>('documentLink');
  expect(links.map(({ target }) => target)).toEqual([client.uri('p.jsonl'), 'https://example.org/rows']);
  expect(await resolve('documentLink/resolve', links[0])).toMatchObject({ tooltip: 'p.jsonl: 3 bytes' });
});

test('tokens, whole, in a range and by difference', async () => {
  const { resultId, data } = await ask<{ resultId: string; data: number[] }>('semanticTokens/full');
  const part = await ask<{ data: number[] }>('semanticTokens/range', {
    range: { ...whole, end: { line: 1, character: 0 } },
  });
  expect(part.data.length).toBeGreaterThan(0);
  expect(data.slice(0, part.data.length)).toEqual(part.data);
  expect(await ask('semanticTokens/full/delta', { previousResultId: resultId })).toMatchObject({ edits: [] });
});

test('formatting while typing and of several ranges', async () => {
  expect(await ask('onTypeFormatting', { position: { line: 8, character: 3 }, ch: '}', options })).toEqual([]);
  const ranges = [5, 7].map((line) => ({ start: { line, character: 3 }, end: { line, character: 4 } }));
  expect(await ask('rangesFormatting', { ranges, options })).toEqual([]);
});

test('names of the project', async () => {
  const found = await client.connection.sendRequest<unknown[]>('workspace/symbol', { query: 'row' });
  expect(found).toMatchObject([{ name: 'Row' }]);
  expect(await resolve('workspaceSymbol/resolve', found[0])).toMatchObject({
    location: { range: { start: { line: 1 } } },
  });
});

test('a change of the settings counts at once, and the client is told to ask again', async () => {
  configuration = { inlayHints: { types: false, parameterNames: false }, codeLenses: { run: false } };
  const both = new Promise<void>((done) => {
    onRefresh = () => refreshed.length >= 2 && done();
  });
  refreshed = [];
  await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await both;
  expect((await ask<InlayHint[]>('inlayHint', { range: whole })).length).toBe(1);
  expect((await ask<CodeLens[]>('codeLens')).length).toBe(2);
});

test('what another file changes is asked for again, though the text is the same', async () => {
  const rows = 'schema Other { a: int32, b: int32 }\n';
  const flow =
    'flow F {\n  read o: Other from jsonl("p.jsonl")\n  select s(o) { a }\n  write w(s) to jsonl("o.jsonl")\n}\n';
  await client.open('rows.flow', rows);
  await client.open('uses.flow', `import { Other } from "./rows.flow"\n${flow}`);
  const textDocument = { uri: client.uri('uses.flow') };
  const shown = async () => (await ask<InlayHint[]>('inlayHint', { textDocument, range: whole })).map(labelOf);
  expect(await shown()).toEqual(['− b']);
  await client.diagnostics('uses.flow');
  const again = new Promise<void>((done) => {
    onRefresh = done;
  });
  await client.change('rows.flow', rows.replace('b: int32', 'c: int32'));
  await again;
  expect(await shown()).toEqual(['− c']);
});

test('a usage that another file brings is counted again', async () => {
  await client.open('counted.flow', 'schema Counted { a: int32 }\n');
  const textDocument = { uri: client.uri('counted.flow') };
  const shown = async () => {
    const [lens] = await ask<CodeLens[]>('codeLens', { textDocument });
    return (await client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)).command?.title;
  };
  expect(await shown()).toBe('0 usages');
  refreshed = [];
  const again = new Promise<void>((done) => {
    onRefresh = () => refreshed.includes('workspace/codeLens/refresh') && done();
  });
  await client.open('counting.flow', 'import { Counted } from "./counted.flow"\nschema B { one: Counted }\n');
  await again;
  expect(await shown()).toBe('1 usage');
});

const position = { line: 5, character: 10 };
const requests: [string, object][] = [
  ['signatureHelp', { position }],
  ['inlayHint', { range: whole }],
  ['codeLens', {}],
  ['prepareCallHierarchy', { position }],
  ['prepareTypeHierarchy', { position }],
  ['selectionRange', { positions: [position] }],
  ['linkedEditingRange', { position }],
  ['foldingRange', {}],
  ['documentSymbol', {}],
  ['documentLink', {}],
  ['semanticTokens/full', {}],
  ['semanticTokens/range', { range: whole }],
  ['onTypeFormatting', { position, ch: '\n', options }],
  ['rangesFormatting', { ranges: [whole], options }],
];

test.each(requests)('%s of a file that is not there is answered with nothing', async (method, params) => {
  for (const name of ['nowhere.flow', 'millrace.json', 'no-extension']) {
    const textDocument = { uri: client.uri(name) };
    expect([name, await ask<unknown>(method, { ...params, textDocument })]).toEqual([name, null]);
  }
});

test.each(requests)('%s that nobody waits for any more ends, and the server lives', async (method, params) => {
  // While a change is being built most of them have to wait.
  await client.change('main.flow', `${text}\n`);
  const cancelled = new CancellationTokenSource();
  const textDocument = { uri: client.uri('main.flow') };
  const answer = client.connection
    .sendRequest<object | null>(`textDocument/${method}`, { textDocument, ...params }, cancelled.token)
    .then(
      (result) => ('code' in (result ?? {}) ? result : 'answered'),
      ({ code }: { code: number }) => code,
    );
  cancelled.cancel();
  expect(['answered', LSPErrorCodes.RequestCancelled]).toContain(await answer);
  expect(await ask('foldingRange')).toMatchObject([{ startLine: 3 }, { startLine: 6 }]);
});

test.each(requests)('%s of an empty file has an answer', async (method, params) => {
  await client.open('empty.flow', '');
  const textDocument = { uri: client.uri('empty.flow') };
  const answer = await ask<object | null>(method, { ...params, textDocument });
  expect(answer === null || typeof answer === 'object').toBe(true);
  await client.close('empty.flow');
});
