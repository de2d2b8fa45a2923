/** What the editor knows of a model's file: read from its bytes, without ONNX Runtime. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodePorts } from '@millrace/language-server';
import { expect, test } from 'vitest';
import { cursorText } from '../support/cursor-text.ts';
import { folderWith, openText } from '../support/language-services.ts';
import { encodeModel, perceptronModel, twoInputsModel, zipMapModel } from '../support/onnx-model.ts';

function withInfer(statement: string): string {
  return `schema Row { a: float32, b: int64, id: string }
model M { file: "m.onnx" }
flow F {
  read rows: Row from csv("r.csv")
  ${statement}
}
`;
}

async function labels(statement: string): Promise<string[]> {
  const { text, position } = cursorText(withInfer(statement));
  const { services, document } = await openText(text, { 'm.onnx': encodeModel(twoInputsModel()) });
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const list = await services.flow.lsp.CompletionProvider?.getCompletion(document, params);
  return (list?.items ?? []).map((item) => item.label).toSorted();
}

async function hover(
  statement: string,
  file: Uint8Array | string = encodeModel(twoInputsModel()),
  model = 'model M { file: "m.onnx" }',
): Promise<string> {
  const { text, position } = cursorText(withInfer(statement).replace('model M { file: "m.onnx" }', model));
  const { services, document } = await openText(text, { 'm.onnx': file });
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const found = await services.flow.lsp.HoverProvider?.getHoverContent(document, params);
  return JSON.stringify(found?.contents ?? '');
}

test('an infer names a model, its inputs, the columns that fill them, and its outputs', async () => {
  expect(await labels('infer s(rows) with <|>')).toEqual(['M']);
  expect(await labels('infer s(rows) with M { <|> }')).toEqual(
    expect.arrayContaining(['inputs', 'outputs', 'keep', 'batch']),
  );
  expect(await labels('infer s(rows) with M { inputs: { <|> } }')).toEqual(['a', 'b']);
  expect(await labels('infer s(rows) with M { inputs: { a: a, <|> } }')).toEqual(['b']);
  expect(await labels('infer s(rows) with M { inputs: { a: [<|>] } }')).toEqual(
    expect.arrayContaining(['a', 'b', 'id']),
  );
  expect(await labels('infer s(rows) with M { outputs: { total: <|> } }')).toEqual(['count', 'sum']);
  expect(await labels('infer s(rows) with M { keep: [<|>] }')).toEqual(['a', 'b', 'id']);
});

test('a model says its signature, its inputs and outputs their types', async () => {
  expect(await hover('infer s(rows) with M<|>')).toContain('| in | `b` | `int64[N, 1]` |');
  expect(await hover('infer s(rows) with M { inputs: { a<|>: a } }')).toContain('a: float32[N, 1]');
  expect(await hover('infer s(rows) with M { outputs: { total<|>: count } }')).toContain('count: int64[N]');
  expect(await hover('infer s(rows) with M { outputs: { total: count<|> } }')).toContain('count: int64[N]');
});

test('a ZipMap says its labels', async () => {
  expect(await hover('infer s(rows) with M<|>', encodeModel(zipMapModel(['no', 'yes'])))).toContain('by label no, yes');
});

test('[M1] a model without a file says its contract', async () => {
  const contract = 'model M { inputs: { a: float32[4] }, outputs: { sum: float32 } }';
  const { text, position } = cursorText(
    withInfer('infer s(rows) with M<|>').replace('model M { file: "m.onnx" }', contract),
  );
  const { services, document } = await openText(text);
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const found = await services.flow.lsp.HoverProvider?.getHoverContent(document, params);
  expect(JSON.stringify(found?.contents)).toContain('| in | `a` | `float32[N, 4]` |');
});

test('[M2] a model says which checkpoint it asks for', async () => {
  const latest = 'model M { file: "m.onnx", checkpoint: latest }';
  expect(await hover('infer s(rows) with M<|>', undefined, latest)).toContain('**model** `M`, checkpoint `latest`');
});

test('a file that is no model says so', async () => {
  expect(await hover('infer s(rows) with M<|>', 'version https://git-lfs.github.com/spec/v1\n')).toContain('LFS');
});

test('a model is read again when its file changes, and missing when it is gone', () => {
  const folder = folderWith({ 'm.onnx': encodeModel(twoInputsModel()) });
  const file = join(folder, 'm.onnx');
  const { model } = nodePorts();
  const inputs = () => {
    const answer = model?.(pathToFileURL(file).toString());
    return typeof answer === 'object' && answer.ok ? answer.signature.inputs.map(({ name }) => name) : answer;
  };
  expect(inputs()).toEqual(['a', 'b']);
  writeFileSync(file, encodeModel(perceptronModel()));
  expect(inputs()).toEqual(['x']);
  rmSync(file);
  expect(inputs()).toBe('missing');
});

test('of what is no file here nothing is known', () => {
  const { model, fileExists } = nodePorts();
  expect(model?.('untitled:m.onnx')).toBeUndefined();
  expect(fileExists?.('vscode-vfs://github/a/b.ts')).toBeUndefined();
});
