/** What VS Code, Neovim, Helix, Zed and Emacs say of themselves, and whether they are answered in the way they can take. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type {
  ClientCapabilities,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InitializeParams,
  InitializeResult,
  MarkupContent,
  RegistrationParams,
} from 'vscode-languageserver';
import { FlowServerProcess } from '../support/flow-server-process.ts';
import { folderWith } from '../support/language-services.ts';
import { paymentFlow } from '../support/payment-flow.ts';

const folder = join(import.meta.dirname, 'clients');
const clients = readdirSync(folder).map((file) => [basename(file, '.json'), readFileSync(join(folder, file), 'utf8')]);

/** Which of them are answered when they ask, and not before. */
const pulling = ['vscode', 'zed'];

/** Notifications of the server that every client has to know. */
const known = new Set(['textDocument/publishDiagnostics', 'window/logMessage', 'window/showMessage', '$/progress']);

/** The capability that allows each request of the server. */
const allowed: Record<string, (client: ClientCapabilities) => unknown> = {
  'workspace/configuration': ({ workspace }) => workspace?.configuration,
  'workspace/diagnostic/refresh': () => true,
  'workspace/inlayHint/refresh': ({ workspace }) => workspace?.inlayHint?.refreshSupport,
  'workspace/codeLens/refresh': ({ workspace }) => workspace?.codeLens?.refreshSupport,
  'workspace/semanticTokens/refresh': ({ workspace }) => workspace?.semanticTokens?.refreshSupport,
  'window/workDoneProgress/create': ({ window }) => window?.workDoneProgress,
};

/** The capability that allows each registration. */
const registrable: Record<string, (client: ClientCapabilities) => { dynamicRegistration?: boolean } | undefined> = {
  'workspace/didChangeWatchedFiles': ({ workspace }) => workspace?.didChangeWatchedFiles,
  'workspace/didChangeConfiguration': ({ workspace }) => workspace?.didChangeConfiguration,
};

describe.each(clients)('%s', (name, payload = '') => {
  test('is answered as it can be', async () => {
    const text = paymentFlow.replace('where amount', 'where amuont');
    const project = folderWith({ 'main.flow': text });
    const root = pathToFileURL(project).href;
    const params: InitializeParams = JSON.parse(payload.replaceAll('{root}', root).replaceAll('{path}', project));
    const server = new FlowServerProcess();
    const { connection } = server;
    const registered: string[] = [];
    const asked: string[] = [];
    const told: string[] = [];
    const published = Promise.withResolvers<Diagnostic[]>();
    connection.onRequest((method: string, sent: unknown) => {
      asked.push(method);
      if (method === 'client/registerCapability') {
        registered.push(...(sent as RegistrationParams).registrations.map((one) => one.method));
      }
      return method === 'workspace/configuration' ? (sent as { items: unknown[] }).items.map(() => null) : null;
    });
    connection.onNotification((method: string, sent: unknown) => {
      told.push(method);
      const { uri, diagnostics } = sent as { uri?: string; diagnostics?: Diagnostic[] };
      if (uri?.endsWith('main.flow')) published.resolve(diagnostics ?? []);
    });

    const { capabilities } = await connection.sendRequest<InitializeResult>('initialize', {
      ...params,
      processId: process.pid,
    });
    const offered = params.capabilities.general?.positionEncodings ?? ['utf-16'];
    expect(offered).toContain(capabilities.positionEncoding);
    expect(capabilities.diagnosticProvider !== undefined).toBe(pulling.includes(name as string));
    const canPrepare = params.capabilities.textDocument?.rename?.prepareSupport === true;
    expect(capabilities.renameProvider).toEqual(canPrepare ? { prepareProvider: true } : true);
    await connection.sendNotification('initialized', {});
    const uri = `${root}/main.flow`;
    const textDocument = { uri };
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'flow', version: 1, text },
    });

    const found = pulling.includes(name as string)
      ? await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument })
      : await published.promise;
    const items = 'items' in found ? found.items : (found as Diagnostic[]);
    expect(items.map(({ code }) => code)).toContain('FLOW201');
    fitsDiagnostics(items, params.capabilities);

    const word = { line: text.slice(0, text.indexOf('features(payments)')).split('\n').length - 1, character: 10 };
    const hover = await connection.sendRequest<Hover>('textDocument/hover', { textDocument, position: word });
    const formats = params.capabilities.textDocument?.hover?.contentFormat ?? ['plaintext'];
    expect((hover.contents as MarkupContent).kind).toBe(formats[0]);

    for (const kind of ['definition', 'declaration', 'typeDefinition', 'implementation'] as const) {
      const method = `textDocument/${kind}`;
      const places = await connection.sendRequest<object[] | null>(method, { textDocument, position: word });
      const isLink = params.capabilities.textDocument?.[kind]?.linkSupport === true;
      for (const place of places ?? []) expect([kind, 'targetUri' in place]).toEqual([kind, isLink]);
      if (kind === 'definition') expect(places).toHaveLength(1);
    }

    const lines = text.split('\n').length;
    for (let line = 0; line < lines; line++) {
      const position = { line, character: 0 };
      const list = await connection.sendRequest<CompletionList | null>('textDocument/completion', {
        textDocument,
        position,
      });
      fitsCompletion(list?.items ?? [], params.capabilities);
    }

    if (pulling.includes(name as string)) expect(told).not.toContain('textDocument/publishDiagnostics');
    expect(told.filter((method) => !known.has(method))).toEqual([]);
    expect(
      asked.filter((method) => !(allowed[method]?.(params.capabilities) ?? method === 'client/registerCapability')),
    ).toEqual([]);
    expect(registered.filter((method) => !registrable[method]?.(params.capabilities)?.dynamicRegistration)).toEqual([]);
    expect(await server.stop()).toEqual({ code: 0, errors: '' });
  });
});

function fitsDiagnostics(items: readonly Diagnostic[], { textDocument }: ClientCapabilities): void {
  const can = textDocument?.publishDiagnostics;
  for (const { tags, relatedInformation, codeDescription, data } of items) {
    if (!can?.tagSupport) expect(tags).toBeUndefined();
    if (!can?.relatedInformation) expect(relatedInformation).toBeUndefined();
    if (!can?.codeDescriptionSupport) expect(codeDescription).toBeUndefined();
    if (!can?.dataSupport) expect(data).toBeUndefined();
  }
}

function fitsCompletion(items: readonly CompletionItem[], { textDocument }: ClientCapabilities): void {
  if (textDocument?.completion?.completionItem?.snippetSupport) return;
  expect(items.filter(({ insertTextFormat }) => insertTextFormat === 2)).toEqual([]);
  const inserted = items.map(({ textEdit, insertText, label }) => textEdit?.newText ?? insertText ?? label);
  expect(inserted.filter((text) => /\$\{?\d/.test(text))).toEqual([]);
}
