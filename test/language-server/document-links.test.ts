/** Document links: the text of each with the file or address it leads to. */
import { FlowDocumentLinks } from '@millrace/language-server';
import { expect, test } from 'vitest';
import type { DocumentLink } from 'vscode-languageserver';
import { type OpenText, openText } from '../support/language-services.ts';
import { scoringProject } from '../support/scoring-project.ts';

function provider({ services }: OpenText): FlowDocumentLinks {
  const found = services.flow.lsp.DocumentLinkProvider;
  if (!(found instanceof FlowDocumentLinks)) throw new Error('There is another provider');
  return found;
}

function links(opened: OpenText): Record<string, string | undefined> {
  const { document, folder } = opened;
  const name = ({ target = '' }: DocumentLink) => target.slice(target.indexOf(folder) + folder.length + 1);
  const found = provider(opened).getDocumentLinks(document);
  return Object.fromEntries(
    found.map((link) => [
      document.textDocument.getText(link.range),
      link.target?.startsWith('http') ? link.target : name(link),
    ]),
  );
}

const { 'main.flow': main = '', ...files } = scoringProject;

test('imports, models, data and code lead to their files, and what is not there leads nowhere', async () => {
  expect(links(await openText(String(main), files))).toEqual({
    './schemas/reading.flow': 'schemas/reading.flow',
    'models/risk.onnx': 'models/risk.onnx',
    'data/readings.csv': 'data/readings.csv',
    'steps/check.ts': 'steps/check.ts',
    'out/alerts.csv': 'out/alerts.csv',
  });
});

test('what is behind a link is said on pointing', async () => {
  const opened = await openText(String(main), files);
  const all = provider(opened);
  const tooltips = all.getDocumentLinks(opened.document).map((link) => all.resolve(link).tooltip);
  expect(tooltips).toEqual([
    'reading.flow: Reading',
    'risk.onnx: takes readings: float32[batch, 3]; gives failure_risk: float32[batch, 1]',
    'readings.csv: 118 bytes',
    'check.ts: 265 bytes',
    'alerts.csv: 18 bytes',
  ]);
});

test('a client that shows no words on a link gets none', async () => {
  const opened = await openText('import { A } from "./a.flow"', { 'a.flow': 'schema A { a: int32 }' });
  const params = { processId: null, rootUri: null, workspaceFolders: null, capabilities: {} };
  await opened.services.shared.lsp.LanguageServer.initialize(params);
  const [link] = provider(opened).getDocumentLinks(opened.document);
  expect(link && provider(opened).resolve(link)).toEqual(link);
});

test.each<[string, Record<string, string>]>([
  ['// see https://example.org/a_b?c=d#e.', { 'https://example.org/a_b?c=d#e': 'https://example.org/a_b?c=d#e' }],
  ['/** (https://example.org/x) */', { 'https://example.org/x': 'https://example.org/x' }],
  ['schema A { a: string @unit("http://qudt.org/m") }', { 'http://qudt.org/m': 'http://qudt.org/m' }],
  ['/* https:// http://[ */', {}],
  ['flow F { read a from csv("data/*.csv") }', {}],
  ['flow F { read a from csv("") }', {}],
  ['flow F { read a from csv("here.csv', { 'here.csv': 'here.csv' }],
  ['flow F { read a from csv("here.csv"', { 'here.csv': 'here.csv' }],
  ['flow F { read a from csv("gone.csv") }', {}],
  ['import { A } from', {}],
  ['', {}],
])('%s', async (text, expected) => {
  expect(links(await openText(text, { 'here.csv': 'a\n', 'data/1.csv': 'a\n' }))).toEqual(expected);
});
