/** What quick fixes promise: the mistake of each page of docs/reference/diagnostics is gone after its fix, and none is new. */
import { checkDocument, loadDocument, rangeOf } from '@millrace/grammar';
import { createFlowLspServices } from '@millrace/language-server';
import { type LangiumDocument, URI } from 'langium';
import { expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { afterEdit, codeActions } from '../support/code-actions.ts';
import { diagnosticPages, inItsFolder } from '../support/diagnostic-page.ts';
import { filesOf, withoutMarks } from '../support/flow-fixture.ts';
import { type Files, MemoryFileSystem, memoryPorts } from '../support/memory-files.ts';
import { readFiles } from '../support/source-files.ts';

const shown = diagnosticPages().flatMap(({ code, examples }) => (examples ? [{ code, wrong: examples.wrong }] : []));
const files: Files = new Map(
  shown.flatMap(({ code, wrong }) => [...filesOf(withoutMarks(inItsFolder(wrong)), `/${code}`)]),
);
const services = createFlowLspServices({
  fileSystemProvider: () => new MemoryFileSystem(files),
  ports: memoryPorts(files),
});

const load = (folder: string) => loadDocument(services, URI.file(`${folder}/main.flow`));

async function mendsOf(code: string) {
  const document = await load(`/${code}`);
  const mistake = checkDocument(document).find((one) => one.code === code);
  if (mistake === undefined) return { document, mends: [] };
  const actions = await codeActions(services, document, rangeOf(mistake.place), ['quickfix']);
  const mends = actions.filter(({ title, diagnostics }) => {
    return diagnostics?.[0]?.code === code && !/^(Ignore|Turn|Make) FLOW/.test(title);
  });
  return { document, mends };
}

let made = 0;

/** A copy of the project with the edit made. */
async function edited(code: string, edit: CodeAction['edit']): Promise<LangiumDocument> {
  const pathOf = (uri: string) => decodeURIComponent(new URL(uri).pathname);
  const texts = afterEdit(edit, (uri) => String(files.get(pathOf(uri)) ?? ''));
  const folder = `/mended/${made++}`;
  const own = [...files].filter(([path]) => path.startsWith(`/${code}/`));
  const fresh = [...texts].map(([uri, text]) => [pathOf(uri), text] as const);
  for (const [path, content] of [...own, ...fresh]) files.set(folder + path.slice(code.length + 1), content);
  return load(folder);
}

/** What is left of the mistake, and the errors that are new. */
function leftOver(code: string, before: LangiumDocument, after: LangiumDocument): string[] {
  const [old, left] = [checkDocument(before), checkDocument(after)];
  const countIn = (list: typeof old, one: string) => list.filter((other) => other.code === one).length;
  const fresh = left.filter((one) => one.severity === 'error' && countIn(left, one.code) > countIn(old, one.code));
  const stays = countIn(left, code) < countIn(old, code) ? [] : [`${code} is still there`];
  return [...stays, ...fresh.map(({ message }) => message)];
}

test.each(shown)('every fix of $code takes the mistake away and brings no other', async ({ code }) => {
  const { document, mends } = await mendsOf(code);
  for (const { title, edit } of mends) {
    const left = leftOver(code, document, await edited(code, edit));
    expect({ title, left }).toEqual({ title, left: [] });
  }
  expect(mends.filter(({ isPreferred }) => isPreferred).length).toBeLessThanOrEqual(1);
});

/** What needs a database, a project or other mistakes than the page shows; see quick-fixes.test.ts. */
const elsewhere = ['FLOW116', 'FLOW240', 'FLOW281'];
const sources = readFiles('language-server/src/fixes/*.ts').flatMap(
  ({ text }) => text.match(/(?<=')FLOW\d{3}(?=')/g) ?? [],
);
const fixable = [...new Set(sources)].filter((code) => !elsewhere.includes(code)).sort();

test.each(fixable)('%s has a fix for what its page shows', async (code) => {
  expect((await mendsOf(code)).mends).not.toEqual([]);
});
