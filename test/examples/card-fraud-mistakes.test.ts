import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';

/** What the README of the example invites to try, and damage that happens to everybody's files. */
const example = path.join(import.meta.dirname, '../../examples/card-fraud');
const flow = readFileSync(path.join(example, 'main.flow'), 'utf8');
const model = readFileSync(path.join(example, 'models/card-risk.onnx'));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'millrace-mistakes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The messages of `millrace check` for the example with some of its files changed; null takes one away. */
function messagesWith(changes: Record<string, string | Uint8Array | null>): string[] {
  cpSync(example, folder, { recursive: true });
  for (const [file, content] of Object.entries(changes)) {
    if (content === null) rmSync(path.join(folder, file));
    else writeFileSync(path.join(folder, file), content);
  }
  const { stdout } = millrace(['check', 'main.flow', '--json'], { cwd: folder });
  return JSON.parse(stdout).diagnostics.map(
    (each: { code: string; message: string }) => `${each.code} ${each.message}`,
  );
}

const modelFile = 'models/card-risk.onnx';
const unreadable = `FLOW402 Cannot read "${modelFile}" as an ONNX model:`;

test.each<[string, Record<string, string | Uint8Array | null>, string]>([
  [
    'a feature with another name',
    { 'main.flow': flow.replace('size: ', 'bulk: ') },
    'FLOW201 Unknown field or parameter "size"',
  ],
  [
    '[N4] an output that the model does not have',
    { 'main.flow': flow.replace('risk: fraud_probability', 'risk: fraud') },
    'FLOW406 CardRisk has no output "fraud"; it has "fraud_probability"',
  ],
  [
    '[N9] a model that was cut off',
    { [modelFile]: model.subarray(0, 500) },
    `${unreadable} The file ends in the middle of the model, after 500 bytes: it is cut off, perhaps by an interrupted download`,
  ],
  [
    '[N9] a Git LFS pointer in place of the model',
    { [modelFile]: 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 955\n' },
    `${unreadable} This is a Git LFS pointer, not the model itself: run "git lfs pull" to fetch it`,
  ],
  [
    '[N9] no model',
    { [modelFile]: null },
    `FLOW401 Cannot find the model file "${modelFile}". Paths are relative to the folder of this file`,
  ],
])('%s is one mistake', (_, changes, message) => {
  expect(messagesWith(changes)).toEqual([message]);
});

test('[N6] the card number goes no further than the flow says', () => {
  const refused = messagesWith({
    'main.flow': flow.replace('card: mask(card)', 'card').replaceAll(' { allow: [record] }', ''),
  });
  expect(refused.map((message) => message.slice(0, 75))).toEqual([
    'FLOW601 This would write personal or sensitive data: "card" (card @pii of c',
    'FLOW601 This would write personal or sensitive data: "card" (card @pii of c',
    'FLOW601 This would write whole records as they came in: "record" (from card',
    'FLOW601 This would write whole records as they came in: "record" (from card',
  ]);
});
