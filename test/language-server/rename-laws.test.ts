/**
 * What holds for every name of a project that has everything: a rename brings no mistake and changes nothing but names, neither in
 * what is said of the texts nor in the plans; and renaming back gives the texts that were there before.
 */
import { checkDocument, loadDocument, planFlow } from '@millrace/grammar';
import { createFlowLspServices } from '@millrace/language-server';
import fc from 'fast-check';
import { CstUtils, type LangiumDocument, URI } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { expect, test } from 'vitest';
import { ResponseError, type TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { describeByLooks, everyKindFiles } from '../support/every-kind-project.ts';
import { type Files, MemoryFileSystem, memoryPorts } from '../support/memory-files.ts';

const root = '/project/run.flow';

/** Uses what needs a stream or a value, so that there is one plan of everything. */
const run = `import { Score, Forget } from "./main.flow"
import { Visit } from "./types.flow"

flow Run(limit: float64 = 3.5) {
  read more: Visit from csv("data/visits.csv")
  use scores: Score(extra: more, threshold: 0.5)
  use forgets: Forget(limit: limit)
  filter bad(scores.alerts) where risk > limit
  write out(bad) to jsonl("out/alerts.jsonl")
  write days(scores.daily) to jsonl("out/days.jsonl")
}
`;

interface Opened {
  flow: LangiumServices;
  documents: LangiumDocument[];
}

async function open(files: Files): Promise<Opened> {
  const services = createFlowLspServices({
    fileSystemProvider: () => new MemoryFileSystem(files),
    ports: { ...memoryPorts(files), describeQuery: describeByLooks },
  });
  await loadDocument(services, URI.file(root));
  return { flow: services.flow, documents: services.shared.workspace.LangiumDocuments.all.toArray() };
}

interface Word {
  path: string;
  offset: number;
  text: string;
}

function wordsOf({ documents }: Opened): Word[] {
  return documents.flatMap(({ uri: { path }, parseResult, textDocument }) => {
    const root = parseResult.value.$cstNode;
    const leaves = root === undefined ? [] : CstUtils.flattenCst(root).toArray();
    const plain = leaves.flatMap(({ offset, text }) => (/^[`\w]/.test(text) ? [{ path, offset, text }] : []));
    const query = /"""([\s\S]*?)"""/g;
    const inQueries = [...textDocument.getText().matchAll(query)].flatMap(({ index, 0: whole }) =>
      [...whole.matchAll(/\w+/g)].map((word) => ({ path, offset: index + word.index, text: word[0] })),
    );
    return [...plain, ...inQueries];
  });
}

/** The texts afterwards and where the word is then; the reason where it is refused; undefined for what is no name. */
async function rename({ flow, documents }: Opened, word: Word, newName: string) {
  const document = documents.find(({ uri }) => uri.path === word.path) as LangiumDocument;
  const position = document.textDocument.positionAt(word.offset);
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  if ((await flow.lsp.RenameProvider?.prepareRename(document, params)) === undefined) return undefined;
  try {
    const edit = await flow.lsp.RenameProvider?.rename(document, { ...params, newName });
    const changes = edit?.changes ?? {};
    const own = changes[document.textDocument.uri] ?? [];
    return { texts: documents.map((one) => [one.uri.path, changed(one, changes)] as const), offset: moved(own) };
  } catch (refused) {
    if (!(refused instanceof ResponseError)) throw refused;
    return refused.message;
  }

  function moved(edits: TextEdit[]): number {
    const before = edits.filter(({ range }) => document.textDocument.offsetAt(range.start) < word.offset);
    const grown = before.map(({ range, newText }) => newText.length - document.textDocument.getText(range).length);
    return word.offset + grown.reduce((sum, one) => sum + one, 0);
  }
}

function changed({ textDocument }: LangiumDocument, changes: Record<string, TextEdit[]>): string {
  const copy = TextDocument.create('', 'flow', 0, textDocument.getText());
  return TextDocument.applyEdits(copy, changes[textDocument.uri] ?? []);
}

function codes({ documents }: Opened): string[] {
  return documents.flatMap(checkDocument).map(({ code }) => code);
}

/** Digests are over names too, and `sourceName` is what keeps the name in the file. */
function planOf({ documents }: Opened): string {
  const document = documents.find(({ uri }) => uri.path === root) as LangiumDocument;
  const { plan, problems } = planFlow({ document, projectFolder: URI.file('/project') });
  const text = JSON.stringify(plan ?? problems, (key, value) => (key === 'sourceName' ? undefined : value));
  return text.replace(/"[0-9a-f]{64}"/g, '""').replace(/,"rules":\{\}/g, '');
}

/** An item that says twice what it would say alone. */
function withoutRepetition([path, text]: readonly [string, string]): [string, string] {
  return [path, text.replace(/(?<=[{,]\s*)(`[^`]+`|\w+): \1(?=\s*[,}])/g, '$1')];
}

/** Long, so that no text has it, with the prefix that a node may want. */
function freshName(old: string): string {
  return `${/^[a-z]+_/.exec(old)?.[0] ?? ''}renamed9`;
}

const files = new Map([...everyKindFiles(), [root, run]]);
const opened = await open(files);

/** A few of all: next to each other they mostly name the same. All of them take two minutes. */
const words = wordsOf(opened).filter((_, index) => index % 9 === 5);

test('the project can be planned', () => {
  expect(planOf(opened)).toContain('"stages"');
});

test('no word is renamed by halves', async () => {
  const refused: string[] = [];
  let renamed = 0;
  for (const word of words) {
    const old = word.text.replaceAll('`', '');
    const place = `${word.path} ${word.offset} ${old}`;
    const found = await rename(opened, word, freshName(old));
    if (typeof found === 'string') refused.push(`${place}: ${found}`);
    if (typeof found !== 'object') continue;
    renamed += 1;
    const after = await open(new Map([...files, ...found.texts]));
    expect([place, codes(after)]).toEqual([place, codes(opened)]);
    expect([place, planOf(after).replaceAll('renamed9', old.replace(/^[a-z]+_/, ''))]).toEqual([place, planOf(opened)]);
    const back = await rename(after, { ...word, offset: found.offset }, old);
    // `max(worst) AS worst`: the way back would mix up what the query tells apart.
    if (typeof back === 'string' && /^The query of "\w+" calls something/.test(back)) continue;
    expect([place, typeof back === 'object' ? back.texts.map(withoutRepetition) : back]).toEqual([
      place,
      opened.documents.map(({ uri, textDocument }) => withoutRepetition([uri.path, textDocument.getText()])),
    ]);
  }
  expect(refused.filter((why) => !/have their names in its file|what every record of errors has/.test(why))).toEqual(
    [],
  );
  expect(renamed).toBeGreaterThan(25);
}, 120_000);

test('in a damaged text a rename is done or refused, and never fails', async () => {
  const main = files.get('/project/main.flow') as string;
  const cut = fc.tuple(fc.nat(main.length), fc.nat(60), fc.constantFrom('', '{', '"', '"""', '.', '`', 'use u: ', ')'));
  await fc.assert(
    fc.asyncProperty(cut, fc.nat(main.length), async ([start, length, junk], offset) => {
      const text = main.slice(0, start) + junk + main.slice(start + length);
      const damaged = await open(new Map([...files, ['/project/main.flow', text]]));
      const word = { path: '/project/main.flow', offset: Math.min(offset, text.length), text: '' };
      const found = await rename(damaged, word, 'renamed9');
      expect(['string', 'object', 'undefined']).toContain(typeof found);
    }),
    { numRuns: 60 },
  );
}, 120_000);
