import { readFileSync } from 'node:fs';
import { type ModelOutput, type ModelTensor, readSignature, runtimeLimits } from '@millrace/grammar';
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { concat, integer } from '../../examples/card-fraud/make/protobuf-writer.ts';
import { bytesSource } from '../support/byte-sources.ts';
import { nslKdd, nslKddMissing } from '../support/nsl-kdd.ts';
import { encodeModel, sumModel, testModels, zipMapModel } from '../support/onnx-model.ts';

/** What ONNX Runtime says of a model, in the words of a signature. */
function described(values: readonly InferenceSession.ValueMetadata[]): unknown[] {
  return values.map((value) =>
    value.isTensor ? [value.name, value.type, value.shape.map((size) => (size === -1 ? null : size))] : [value.name],
  );
}

function ours(values: (ModelTensor | ModelOutput)[]): unknown[] {
  return values.map((value) =>
    'dimensions' in value ? [value.name, value.elementName, value.dimensions] : [value.name],
  );
}

async function expectAgreement(bytes: Uint8Array): Promise<void> {
  const result = readSignature(bytesSource(bytes));
  if (!result.ok) throw new Error(result.problem.message);
  const session = await InferenceSession.create(bytes);
  expect(ours(result.signature.inputs)).toEqual(described(session.inputMetadata));
  expect(ours(result.signature.outputs)).toEqual(described(session.outputMetadata));
  await session.release();
}

describe('our signature is the one ONNX Runtime gives', () => {
  test.each(Object.entries(testModels))('%s', (_, model) => expectAgreement(encodeModel(model)));

  test.for(['intrusion-mlp.onnx', 'intrusion-gbt.onnx'])('%s', async (file, context) => {
    if (nslKddMissing !== undefined) context.skip(nslKddMissing);
    await expectAgreement(readFileSync(nslKdd(file)));
  });
});

test('a test model computes what it says', async () => {
  const session = await InferenceSession.create(encodeModel(zipMapModel()));
  const { label } = await session.run({ x: new Tensor('float32', [1, 2, 4, 3], [2, 2]) }, ['label']);
  expect(Array.from(label?.data as BigInt64Array)).toEqual([1n, 0n]);
  await session.release();
});

describe('[N9] the newest versions that the table names are the newest that ONNX Runtime loads', () => {
  const withOpset = (domain: string, version: number) =>
    encodeModel({ ...sumModel(4), opsets: { '': 13, [domain]: version } });

  test('IR version', async () => {
    const { irVersion } = runtimeLimits;
    const model = (version: number) => concat([encodeModel(sumModel(4)), integer(1, version)]);
    expect(await loads(model(irVersion))).toBe(true);
    expect(await loads(model(irVersion + 1))).toBe(false);
  });

  test.each(Object.entries(runtimeLimits.opsets))('opset of "%s": %i', async (domain, newest) => {
    expect(await loads(withOpset(domain, newest))).toBe(true);
    expect(await loads(withOpset(domain, newest + 1))).toBe(false);
  });

  test('the name of the runtime', () => {
    expect(runtimeLimits.runtime).toBe(`ONNX Runtime ${env.versions.node?.split('.').slice(0, 2).join('.')}`);
  });
});

async function loads(bytes: Uint8Array): Promise<boolean> {
  try {
    const session = await InferenceSession.create(bytes, { logSeverityLevel: 4 });
    await session.release();
    return true;
  } catch {
    return false;
  }
}
