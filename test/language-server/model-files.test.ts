/** A model that comes, changes and goes while the editor is open: over stdio, against the real server process. */
import { renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { concat, integer, message, text } from '../../examples/card-fraud/make/protobuf-writer.ts';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith } from '../support/language-services.ts';
import { encodeModel, sumModel, vectorModel } from '../support/onnx-model.ts';

const flow = `schema Row { x: float32[4] }
model M { file: "models/m.onnx" }
flow F {
  read rows: Row from csv("rows.csv")
  infer scored(rows) with M
  filter high(scored) where score > 0.5
  write out(high) to csv("out.csv")
}
`;

/** A sum over four whose only weight lies in `m.bin`, behind 96 bytes of something else. */
function withWeights(bytes: number): Uint8Array {
  const entry = (key: string, value: string) => message(13, [text(1, key), text(2, value)]);
  const where = [entry('location', 'm.bin'), entry('offset', '96'), entry('length', String(bytes))];
  return concat([encodeModel(sumModel(4)), message(7, [message(5, [integer(2, 1), text(8, 'w'), ...where])])]);
}

let client: FlowClient;
let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = folderWith({ 'rows.csv': 'x\n', 'main.flow': flow, 'models/m.onnx': encodeModel(sumModel(4)) });
  client = await FlowClient.start(folder);
  await client.open('main.flow');
});
afterAll(() => client.stop());

async function errors(): Promise<string[]> {
  const found = await client.diagnostics('main.flow');
  return found.filter(({ severity }) => severity === 1).map(({ code }) => code);
}

test('[N9] what is known of a model follows its file', async () => {
  expect(await errors()).toEqual([]);

  writeFileSync(at('models/m.onnx'), encodeModel(sumModel(5)));
  await client.changedFile('models/m.onnx', 2);
  expect(await errors()).toEqual(['FLOW404']);

  writeFileSync(at('models/m.onnx'), encodeModel({ ...vectorModel(), name: 'another' }));
  await client.changedFile('models/m.onnx', 2);
  expect((await errors()).toSorted()).toEqual(['FLOW201', 'FLOW404']);

  truncateSync(at('models/m.onnx'), 60);
  await client.changedFile('models/m.onnx', 2);
  expect(await errors()).toEqual(['FLOW402']);

  rmSync(at('models/m.onnx'));
  await client.changedFile('models/m.onnx', 3);
  expect(await errors()).toEqual(['FLOW401']);

  writeFileSync(at('models/m.onnx'), encodeModel(sumModel(4)));
  await client.changedFile('models/m.onnx', 1);
  expect(await errors()).toEqual([]);
});

test('[N9] a folder of models that is renamed takes them along', async () => {
  renameSync(at('models'), at('elsewhere'));
  await client.changedFile('models', 3);
  expect(await errors()).toEqual(['FLOW401']);
  renameSync(at('elsewhere'), at('models'));
  await client.changedFile('models', 1);
  expect(await errors()).toEqual([]);
});

test('[N9] so do the weights beside a model, whose names stand in no flow', async () => {
  writeFileSync(at('models/m.onnx'), withWeights(32));
  await client.changedFile('models/m.onnx', 2);
  expect(await errors()).toEqual(['FLOW411']);

  writeFileSync(at('models/m.bin'), new Uint8Array(127));
  await client.changedFile('models/m.bin', 1);
  expect(await errors()).toEqual(['FLOW412']);

  writeFileSync(at('models/m.bin'), new Uint8Array(128));
  await client.changedFile('models/m.bin', 2);
  expect(await errors()).toEqual([]);

  rmSync(at('models/m.bin'));
  await client.changedFile('models/m.bin', 3);
  expect(await errors()).toEqual(['FLOW411']);
});
