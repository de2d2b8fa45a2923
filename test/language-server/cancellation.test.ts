/** A request that is cancelled in a large file ends at once, and not with the work that it waits for or has begun. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { generatedFlow } from '../bench/generated-flow.ts';
import { FlowServerProcess } from '../support/flow-server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'millrace-'));
const uri = pathToFileURL(join(folder, 'main.flow')).href;
const text = generatedFlow(500);
const textDocument = { uri };
const behind = 'where value14 > ';
const at = text.indexOf(behind, text.length / 2) + behind.length;
const lines = text.slice(0, at).split('\n');
const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
const node = { line: position.line, character: '  filter n'.length };
const range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
const options = { tabSize: 2, insertSpaces: true };

const requests: [string, object][] = [
  ['textDocument/completion', { position }],
  ['textDocument/hover', { position: node }],
  ['textDocument/signatureHelp', { position }],
  ['textDocument/definition', { position: node }],
  ['textDocument/references', { position: node, context: { includeDeclaration: true } }],
  ['textDocument/documentHighlight', { position: node }],
  ['textDocument/documentSymbol', {}],
  ['textDocument/codeAction', { range, context: { diagnostics: [] } }],
  ['textDocument/codeLens', {}],
  ['textDocument/formatting', { options }],
  ['textDocument/rename', { position: node, newName: 'other' }],
  ['textDocument/foldingRange', {}],
  ['textDocument/semanticTokens/full', {}],
  ['textDocument/inlayHint', { range }],
];

let server: FlowServerProcess;
/** What came from the server, in its order. */
const heard: string[] = [];
const answers: (string | undefined)[] = [];
let version = 1;
let toldOf: ((version: number) => void) | undefined;

beforeAll(async () => {
  server = new FlowServerProcess();
  const { connection } = server;
  connection.onNotification('textDocument/publishDiagnostics', (told: { version: number }) => {
    heard.push(`diagnostics of ${told.version}`);
    toldOf?.(told.version);
  });
  const publishDiagnostics = { versionSupport: true };
  const capabilities = { textDocument: { publishDiagnostics } };
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities });
  await connection.sendNotification('initialized', {});
  const told = diagnosticsOf(version);
  const opened = { uri, languageId: 'flow', version, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument: opened });
  await told;
}, 60_000);

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

function diagnosticsOf(wanted: number): Promise<void> {
  return new Promise((resolve) => {
    toldOf = (told) => {
      if (told === wanted) resolve();
    };
  });
}

/** Every other time a brace is left open, so that all of the text has to be read again. */
async function key(): Promise<void> {
  version++;
  const isBroken = version % 2 === 0;
  const end = { ...position, character: position.character + (isBroken ? 0 : 1) };
  const contentChanges = [{ range: { start: position, end }, text: isBroken ? '{' : '' }];
  await server.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges,
  });
}

test.each(requests)('%s behind a key ends before the text is checked', async (method, params) => {
  const { connection } = server;
  heard.length = 0;
  const told = diagnosticsOf(version + 1);
  await key();
  const source = new CancellationTokenSource();
  const answer = connection.sendRequest(method, { textDocument, ...params }, source.token).then(
    () => 'answered',
    ({ code }: { code: number }) => code,
  );
  source.cancel();
  heard.push(String(await answer));
  await told;
  expect(heard).toEqual([expect.stringMatching(/-32800|answered/), `diagnostics of ${version}`]);
  answers.push(heard[0]);
});

test('most of them before they are answered: what comes behind a request may come too late', () => {
  expect(answers.length).toBe(requests.length);
  expect(answers.filter((one) => one === '-32800').length).toBeGreaterThan(requests.length / 2);
});

test('a rename that is being tried out lets others have their turn, and ends there', async () => {
  const { connection } = server;
  heard.length = 0;
  const source = new CancellationTokenSource();
  const params = { textDocument, position: node, newName: 'other' };
  const renamed = connection.sendRequest('textDocument/rename', params, source.token).then(
    () => heard.push('renamed'),
    ({ code }: { code: number }) => heard.push(String(code)),
  );
  await connection.sendRequest('textDocument/hover', { textDocument, position: node });
  heard.push('hovered');
  source.cancel();
  await renamed;
  expect(heard).toEqual(['hovered', '-32800']);
});
