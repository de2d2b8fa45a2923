/** Texts before and after a code action, in one project in memory: what an action does is shown as the text that is left. */
import { loadDocument, type Ports, type QueryDescription } from '@millrace/grammar';
import { createFlowLspServices } from '@millrace/language-server';
import { type LangiumDocument, URI } from 'langium';
import type { CodeAction, Range } from 'vscode-languageserver';
import { afterEdit, codeActions, wholeRange } from './code-actions.ts';
import { filesOf } from './flow-fixture.ts';
import { type Files, MemoryFileSystem, memoryPorts } from './memory-files.ts';

const files: Files = new Map();
const ports: Ports = {
  ...memoryPorts(files),
  projectFolder: (uri) => /^.*\/text\/\d+/.exec(uri)?.[0],
  describeQuery: ({ query }) => slipIn(query),
};
const services = createFlowLspServices({ fileSystemProvider: () => new MemoryFileSystem(files), ports });
let folders = 0;

/** The only thing this database knows is how `amount` is written. */
function slipIn(query: string): QueryDescription | undefined {
  const at = { offset: query.indexOf('amout'), length: 5 };
  const unknown = { name: 'amout', known: ['amount'] };
  return at.offset < 0 ? undefined : { ok: false, message: 'Unknown column "amout"', at, unknown };
}

export interface OpenedText {
  document: LangiumDocument;
  folder: string;
  actions(only?: string[]): Promise<CodeAction[]>;
  /** Of a part of it. */
  actionsIn(range: Range, only?: string[]): Promise<CodeAction[]>;
}

/** The first of the files, in a folder of its own, with the others loaded too. */
export async function openedText(text: string): Promise<OpenedText> {
  const folder = `/text/${folders++}`;
  const own = filesOf(text, folder);
  files.clear();
  for (const [path, content] of own) files.set(path, content);
  const [main = '', ...others] = own.keys();
  for (const path of others.filter((one) => one.endsWith('.flow'))) await loadDocument(services, URI.file(path));
  const document = await loadDocument(services, URI.file(main));
  const actionsIn = (range: Range, only?: string[]) => codeActions(services, document, range, only);
  return { document, folder, actions: (only) => actionsIn(wholeRange(document), only), actionsIn };
}

export async function titles(text: string, only?: string[]): Promise<string[]> {
  const { actions } = await openedText(text);
  return (await actions(only)).map(({ title }) => title);
}

/** The texts that the action of that title writes, by their path; the first file's own text is at `/main.flow`. */
export async function afterAction(text: string, title: string, only?: string[]): Promise<Record<string, string>> {
  const { actions, folder } = await openedText(text);
  const all = await actions(only);
  const action = all.find((one) => one.title === title);
  if (action === undefined) throw new Error(`There is no "${title}" among ${all.map((one) => one.title).join(', ')}`);
  return textsAfter(action, folder);
}

/** Every action of the text, with what it writes and what stood there before. */
export async function actionsWithTexts(text: string): Promise<{ title: string; before: object; after: object }[]> {
  const { actions, folder } = await openedText(text);
  const before = Object.fromEntries([...files].map(([path, content]) => [path.slice(folder.length), content]));
  return (await actions()).map((action) => ({
    title: action.title,
    before,
    after: { ...before, ...textsAfter(action, folder) },
  }));
}

/** The texts that it writes, by their path in the folder. */
export function textsAfter({ edit }: CodeAction, folder: string): Record<string, string> {
  const pathOf = (uri: string) => decodeURIComponent(new URL(uri).pathname);
  const texts = afterEdit(edit, (uri) => files.get(pathOf(uri)) as string | undefined);
  return Object.fromEntries([...texts].map(([uri, after]) => [pathOf(uri).slice(folder.length), after]));
}

export const payment = 'schema Payment { id: string, amount: float64, card: string @pii, at: timestamp? }\n';
export const read = '  read payments: Payment from csv("payments.csv")\n';

/** A flow of these statements over payments, which it reads; `head` stands above it. */
export function flowOver(statements: string, head = payment): string {
  return `${head}flow F {\n${read}${statements}}\n//- /payments.csv\n`;
}

/** The statements of the flow after the action. */
export async function statementsAfter(statements: string, title: string): Promise<string> {
  const after = (await afterAction(flowOver(statements), title))['/main.flow'] ?? '';
  return after.slice(after.indexOf(read) + read.length, after.lastIndexOf('}'));
}
