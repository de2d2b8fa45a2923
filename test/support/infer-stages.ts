/** Infer stages over models of test/support/onnx-model.ts, with the signature as the file has it. */
import { createHash } from 'node:crypto';
import {
  type InferStage,
  type ModelOutput,
  type ModelSignature,
  type RecordType,
  readSignature,
  type TypedExpression,
} from '@millrace/grammar';
import { encodeModel, type Model } from './onnx-model.ts';
import { schema, stage } from './plans.ts';

export interface InferSetting {
  input: RecordType;
  /** By input of the model. */
  fill: Record<string, TypedExpression[]>;
  /** Column by output of the model. */
  take: Record<string, { column: string; type: RecordType['fields'][number]['type'] }>;
  keep?: string[];
  batch?: { max?: number; waitMs?: number };
  onError?: 'fail' | 'skip';
  device?: string;
}

export const modelPath = 'models/model.onnx';

export function inferStage(model: Model | Uint8Array, setting: InferSetting): { stage: InferStage; bytes: Uint8Array } {
  const bytes = model instanceof Uint8Array ? model : encodeModel(model);
  const { inputs, outputs } = signatureOf(bytes);
  const keep = setting.keep ?? setting.input.fields.map(({ name }) => name);
  const taken = outputs.filter(({ name }) => name in setting.take);
  const columns = taken.map((from) => ({ ...(setting.take[from.name] as { column: string; type: never }), from }));
  const kept = Object.fromEntries(
    setting.input.fields.filter(({ name }) => keep.includes(name)).map(({ name, type }) => [name, type]),
  );
  const output = schema({ ...kept, ...Object.fromEntries(columns.map(({ column, type }) => [column, type])) });
  return {
    bytes,
    stage: stage('infer', {
      name: 'scored',
      input: setting.input,
      output,
      model: { name: 'Model', path: modelPath, digest: createHash('sha256').update(bytes).digest('hex') },
      inputs: inputs.map((tensor) => ({ tensor, columns: setting.fill[tensor.name] ?? [] })),
      outputs: columns as { column: string; type: never; from: ModelOutput }[],
      keep,
      device: setting.device ?? 'cpu',
      batch: setting.batch ?? {},
      onError: setting.onError ?? 'fail',
    }),
  };
}

function signatureOf(bytes: Uint8Array): ModelSignature {
  const read = readSignature({
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
  });
  if (!read.ok) throw new Error(read.problem.message);
  return read.signature;
}
