/** Every code has its page, and what the page shows is so: the wrong flow has exactly this mistake, the right one none. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkDocument, createFlowServices, loadDocument, toLspDiagnostic } from '@millrace/grammar';
import { type LangiumDocument, URI } from 'langium';
import { loadFlowFile, openProject } from 'millrace';
import { expect, onTestFinished, test } from 'vitest';
import { diagnosticPages, inItsFolder } from '../support/diagnostic-page.ts';
import { annotate, filesOf, withoutMarks } from '../support/flow-fixture.ts';
import { type Files, MemoryFileSystem, memoryPorts } from '../support/memory-files.ts';
import { projectFolder } from '../support/project-folder.ts';
import { readFiles } from '../support/source-files.ts';

const pages = diagnosticPages();
const shown = pages.flatMap(({ code, examples }) => (examples === undefined ? [] : [{ code, ...examples }]));

/** All examples are files of one project, so that the parser is made once. */
const files: Files = new Map(
  shown.flatMap(({ code, wrong, right }) => [
    ...filesOf(withoutMarks(inItsFolder(wrong)), `/${code}/wrong`),
    ...filesOf(inItsFolder(right), `/${code}/right`),
  ]),
);
const services = createFlowServices({
  fileSystemProvider: () => new MemoryFileSystem(files),
  ports: { ...memoryPorts(files), projectFolder: (uri) => path.posix.dirname(uri), isFolderLoaded: () => true },
});

function load(example: string): Promise<LangiumDocument> {
  const text = files.get(`${example}/main.flow`) as string;
  return text.includes('\n  sql ') ? loadWithQueries(text) : loadDocument(services, URI.file(`${example}/main.flow`));
}

/** Queries are described by the real DuckDB. */
function loadWithQueries(text: string): Promise<LangiumDocument> {
  const folder = projectFolder({ 'main.flow': text, 'payments.csv': '' });
  const project = openProject(path.join(folder, 'main.flow'));
  onTestFinished(() => project.queries.stop());
  return loadFlowFile(project, path.join(folder, 'main.flow'));
}

test.each(shown)('the page of $code shows it, and how it goes away', async ({ code, wrong, right }) => {
  const [text = ''] = wrong.split('//- ');
  const document = await load(`/${code}/wrong`);
  expect(annotate(withoutMarks(text), checkDocument(document))).toBe(text);
  expect(text.match(/\^ FLOW\d{3} /g)).toEqual([`^ ${code} `]);
  expect(checkDocument(await load(`/${code}/right`))).toEqual([]);
  expect(withoutMarks(wrong)).not.toBe(right);
});

/** By code: the other words that its page's mistake leads to. */
const otherPlaces = {
  FLOW112: ['payments'],
  FLOW123: ['timeout'],
  FLOW131: ['Large'],
  FLOW132: ['limit'],
  FLOW250: ['id'],
  FLOW251: ['Refund'],
  FLOW253: ['Payment'],
  FLOW256: ['payments'],
  FLOW270: ['Score'],
  FLOW280: ['limit'],
  FLOW281: ['rows'],
  FLOW282: ['rows'],
  FLOW283: ['rows'],
  FLOW289: ['copy'],
  FLOW301: ['known'],
  FLOW309: ['payments'],
  FLOW313: ['new'],
  FLOW314: ['payments'],
  FLOW319: ['Inner'],
  FLOW416: ['"risk.onnx"'],
  FLOW503: ['"copy.csv"'],
  FLOW504: ['"payments.csv"'],
  FLOW520: ['Scores'],
  FLOW521: ['Scores'],
};

test.each(Object.entries(otherPlaces))('%s leads to the other place that is to blame', async (code, words) => {
  const document = await load(`/${code}/wrong`);
  const [mistake] = checkDocument(document).map(toLspDiagnostic);
  const places = mistake?.relatedInformation?.map(({ location }) => document.textDocument.getText(location.range));
  expect(places).toEqual(words);
  expect(mistake?.relatedInformation?.map(({ location }) => location.range)).not.toContainEqual(mistake?.range);
});

test('there is a page for every code, and no other', () => {
  const sources = [...readFiles('grammar/src/**/*.ts'), ...readFiles('runtime/src/**/*.ts')];
  const codes = sources.flatMap(({ text }) => text.match(/(?<=')FLOW\d{3}(?=')/g) ?? []);
  expect(pages.map(({ code }) => code).sort()).toEqual([...new Set(codes)].sort());
});

test('only what no text of a flow can cause has no example', () => {
  const without = pages.filter(({ examples }) => examples === undefined).map(({ code }) => code);
  expect(without).toEqual(['FLOW350', 'FLOW540', 'FLOW541', 'FLOW542', 'FLOW543', 'FLOW598', 'FLOW599']);
});

test('the list of all codes leads to each page', () => {
  const list = readFileSync('docs/reference/diagnostics.md', 'utf8');
  for (const { code } of pages) expect(list).toContain(`[${code}](diagnostics/${code}.md)`);
});
