/** What is pasted and dropped into a text: data becomes a schema, a model file a model and a node. */

import { readFileSync } from 'node:fs';
import { schemaOfText } from '@millrace/language-server';
import { methods } from '@millrace/language-server/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';
import { mistakesIn } from '../support/refactored-text.ts';

describe('data becomes a schema', () => {
  test.each([
    ['a table', 'id,amount\na,1.5\nb,2\n', '  id: string\n  amount: float64\n'],
    ['a header alone', 'id;amount;src_bytes', '  id: string\n  amount: string\n  src_bytes: string\n'],
    [
      'tabs, as from a spreadsheet',
      'Order No\tPrice (EUR)\r\n1\t2.5\r\n',
      '  `Order No`: int64\n  `Price (EUR)`: float64\n',
    ],
    ['an object', '{ "id": 1, "shop": { "name": "a" } }', '  id: int64\n  shop: { name: string \\}\n'],
    ['a list', '[{ "id": 1 }, { "id": null, "ok": true }]', '  id: int64?\n  ok: bool?\n'],
    ['JSON lines', '{ "id": 1 }\n{ "id": 2.5 }\n', '  id: float64\n'],
    ['names with signs of snippets', '{ "$a}": 1 }', '  `\\$a\\}`: int64\n'],
  ])('%s', async (_, text, fields) => {
    const snippet = schemaOfText(text) ?? '';
    expect(snippet).toBe(`schema \${1:Record} {\n${fields}\\}\n`);
    const written = snippet.replace(/\$\{1:(\w+)\}/, '$1').replaceAll(/\\([$}\\])/g, '$1');
    expect((await mistakesIn(written)).filter((code) => code !== 'layout')).toEqual([]);
  });

  test.each([
    ['prose', 'It was late, and nobody came.'],
    ['prose of several lines', 'It was late,\nand nobody,\nnobody came.'],
    ['a flow', 'schema A { id: string, at: date }'],
    ['an object of the language', '{ id: string, at: date }'],
    ['a node', 'filter a(b) where c in [1, 2]'],
    ['numbers', '1,2\n3,4'],
    ['a value', '"text"'],
    ['a list of numbers', '[1, 2]'],
    ['half an object', '{ "id": 1'],
    ['two columns of one name', 'a,a\n1,2'],
    ['nothing', ' \n'],
  ])('%s does not', (_, text) => {
    expect(schemaOfText(text)).toBeUndefined();
  });
});

describe('over stdio', () => {
  const text = `schema Payment { id: string, a: float64, b: float64 }

flow F -> payments {
  read payments: Payment from csv("p.csv")  // All.
  write w(payments) to csv("w.csv")
}
`;
  let client: FlowClient;
  beforeAll(async () => {
    const model = readFileSync('examples/card-fraud/models/card-risk.onnx');
    const folder = folderWith({ 'main.flow': text, 'p.csv': '', 'models/card-risk.onnx': model, 'no.onnx': 'x' });
    client = await FlowClient.start(folder);
    await client.open('main.flow');
  }, 60_000);
  afterAll(() => client.stop());

  const drop = (line: number, file: string, name = 'main.flow') =>
    client.connection.sendRequest<{ title: string; edits: [] } | null>(methods.modelFromFile, {
      uri: client.uri(name),
      position: { line, character: 0 },
      file: client.uri(file),
    });

  async function dropped(line: number): Promise<string> {
    const answer = await drop(line, 'models/card-risk.onnx');
    return TextDocument.applyEdits(TextDocument.create('', 'flow', 0, text), answer?.edits ?? []);
  }

  test('a model that is dropped into a flow is declared above it and used in it', async () => {
    const written = await dropped(4);
    expect(written).toMatch(
      /\n\n\/\*\* Takes features float32\[batch, \d+\]; gives [^\n]+ \*\/\nmodel CardRisk \{ file: "models\/card-risk\.onnx" \}\n\nflow F/,
    );
    expect(written).toContain('// All.\n  infer scored(payments) with CardRisk\n  write');
  });

  test('between declarations it is declared alone, and a file that is no model is nothing', async () => {
    expect(await dropped(1)).not.toContain('infer');
    expect(await dropped(1)).toContain('model CardRisk');
    expect(await drop(1, 'no.onnx')).toBeNull();
    expect(await drop(1, 'gone.onnx')).toBeNull();
    expect(await drop(1, 'models/card-risk.onnx', 'gone.flow')).toBeNull();
  });

  test('data is pasted as a schema between declarations, and nowhere else', async () => {
    const paste = (line: number, pasted: string) =>
      client.connection.sendRequest(methods.pasteAsSchema, {
        uri: client.uri('main.flow'),
        position: { line, character: 0 },
        text: pasted,
      });
    expect(await paste(1, 'id,n\na,1\n')).toEqual({
      title: 'Paste as a schema',
      snippet: `schema \${1:Record} {\n  id: string\n  n: int64\n\\}\n`,
    });
    expect(await paste(4, 'id,n\na,1\n')).toBeNull();
    expect(await paste(1, 'no data')).toBeNull();
  });
});
