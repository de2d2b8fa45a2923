/** Type definitions and implementations. */
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';

const text = `schema Shop { country: string }
schema Payment { id: string, shop: Shop }
dataset Kept: Payment
model M { file: "m.onnx" }
flow Sub(rows: stream Payment) -> out { filter out(rows) where id == "1" }
flow F(least: int32 = 1) {
  read p: Payment from csv("p.csv")
  route r(p) { a: id == "1", b: otherwise }
  filter f(r.a) where shop.country == "FR"
  select s(f) { id, n: least }
  infer i(s) with M
  use u: Sub(rows: p)
  task t(p) -> Payment { run: node("steps/clean.ts", export: "clean") }
  task v(p) -> Payment { run: python("steps/train.py") }
  task x(p) -> Payment { run: node("steps/none.ts") }
  write w(f) to Kept
  read k from Kept
}
`;

const files = {
  'm.onnx': '',
  'steps/clean.ts':
    '// export function clean\nconst text = "export function clean() {}";\n\nexport async function clean(record) {}\n',
  'steps/train.py': 'import x\n\ndef other(): pass\n\nasync def main(record, context):\n  pass\n',
};

/** The words of the code that a task runs, where they begin. */
async function codePlace(code: string, language: 'node' | 'python', name: string): Promise<string> {
  const [file, option] = language === 'node' ? ['step.ts', 'export'] : ['step.py', 'function'];
  const marked = `flow F { task t<|>() { run: ${language}("${file}", ${option}: "${name}") } }`;
  const { text: plain, position } = cursorText(marked);
  const { services, document } = await openText(plain, { [file]: code });
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const [link] = (await services.flow.lsp.ImplementationProvider?.getImplementation(document, params)) ?? [];
  return `${link?.targetSelectionRange.start.line}:${link?.targetSelectionRange.start.character}`;
}

type Asked = 'TypeProvider' | 'ImplementationProvider';

async function links(asked: Asked, at: string): Promise<string[]> {
  const { text: plain, position } = cursorText(text.replace(at, `${at}<|>`));
  const { services, document } = await openText(plain, files);
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const { TypeProvider, ImplementationProvider } = services.flow.lsp;
  const found =
    asked === 'TypeProvider'
      ? await TypeProvider?.getTypeDefinition(document, params)
      : await ImplementationProvider?.getImplementation(document, params);
  return (found ?? []).map(({ targetUri, targetSelectionRange: range }) => {
    const isHere = targetUri === document.textDocument.uri;
    return isHere ? document.textDocument.getText(range) : `${basename(targetUri)}:${range.start.line}`;
  });
}

describe('a type definition', () => {
  test.each([
    ['of a read', 'read p', ['Payment']],
    ['of what only passes records on', 'filter f', ['Payment']],
    ['of a port', 'filter f(r.a', ['Payment']],
    ['of a stream', 'filter out(rows', ['Payment']],
    ['of a column, where it is declared', 'where id', ['Payment']],
    ['of a column that is a record', 'where shop', ['Shop']],
    ['of a column inside of it', 'where shop.country', ['Shop']],
    ['of a dataset', 'write w(f) to Kept', ['Payment']],
    ['of what is read from one', 'read k', ['Payment']],
    ['of what makes its own records', 'infer i(s', ['s']],
    ['of an infer', 'infer i', ['M']],
    ['of a use', 'use u', ['Sub']],
    ['of a parameter', 'n: least', []],
  ])('%s', async (_, at, expected) => {
    expect(await links('TypeProvider', at)).toEqual(expected);
  });
});

describe('an implementation', () => {
  test.each([
    ['of a task', 'task t', ['clean.ts:3']],
    ['of code', 'export: "clean', ['clean.ts:3']],
    ['of Python code', 'task v', ['train.py:4']],
    ['of code that is not there', 'task x', []],
    ['of a model', 'with M', ['m.onnx:0']],
    ['of an infer', 'infer i', ['m.onnx:0']],
    ['of a use', 'use u', ['Sub']],
    ['of a dataset', 'dataset Kept', ['w']],
    ['of a schema', 'schema Shop', []],
  ])('%s', async (_, at, expected) => {
    expect(await links('ImplementationProvider', at)).toEqual(expected);
  });
});

describe('the function in the code of a task, else the start of the file', () => {
  test.each<[string, 'node' | 'python', string, string]>([
    ['export function clean(a) {}', 'node', 'clean', '0:16'],
    ['export const clean = async (a) => a;', 'node', 'clean', '0:13'],
    ['function inner() {}\nexport { inner as clean };', 'node', 'clean', '0:9'],
    ['export { clean } from "./other.js";', 'node', 'clean', '0:9'],
    ['export default function go() {}', 'node', 'default', '0:24'],
    ['const go = 1;\nexport default go;', 'node', 'default', '0:6'],
    ['export default (a) => a;', 'node', 'default', '0:7'],
    ['export function cleanAll() {}\nexport function $clean() {}', 'node', '$clean', '1:16'],
    ['/* export function clean() {} */ const a = `export const clean = 1`;', 'node', 'clean', '0:0'],
    ['def clean_all(): pass\ndef clean(): pass', 'python', 'clean', '1:4'],
    ['"""\ndef clean(): pass\n"""\nclean = other', 'python', 'clean', '3:0'],
  ])('%s', async (code, language, name, expected) => {
    expect(await codePlace(code, language, name)).toBe(expected);
  });
});
