/**
 * The contract of a model: what it takes and gives for one record, as written in its declaration. A field is a tensor with the
 * batch in front: `float32` is `[N]` in a file, `float32[38]` is `[N, 38]`. What is no tensor makes the contract unknown, and is
 * reported by the check on contracts.
 */
import * as ast from '../generated/ast.ts';
import type { ModelSignature, ModelTensor } from '../onnx/signature.ts';
import { isNumberName } from '../types/numeric-types.ts';
import type { Field, ScalarName, Type } from '../types/type.ts';
import { fieldsOf } from './fields-of.ts';
import { propertyValue } from './property-value.ts';

export const contractKeys = ['inputs', 'outputs'] as const;
export type ContractKey = (typeof contractKeys)[number];

/** As written; undefined where it is not, or is something else. */
export function contractRecord(model: ast.Model, key: ContractKey): ast.RecordBody | undefined {
  const value = propertyValue(model.properties, key);
  return ast.isContract(value) ? value.record : undefined;
}

/** undefined where it does not say both what goes in and what comes out. */
export function contractSignature(model: ast.Model): ModelSignature | undefined {
  const [inputs, outputs] = contractKeys.map((key) => contractTensors(contractRecord(model, key)));
  if (inputs === undefined || outputs === undefined) return undefined;
  return {
    irVersion: 0,
    producer: '',
    opsets: {},
    inputs,
    outputs: outputs.map((tensor) => ({ kind: 'tensor', ...tensor })),
    metadata: {},
    externalFiles: [],
  };
}

/** undefined where none are written, or one is no tensor. */
export function contractTensors(record: ast.RecordBody | undefined): ModelTensor[] | undefined {
  const tensors = record && fieldsOf(record).map(contractTensor);
  return tensors?.includes(undefined) ? undefined : (tensors as ModelTensor[] | undefined);
}

function contractTensor({ name, type }: Field): ModelTensor | undefined {
  const element = tensorElement(type);
  if (element === undefined) return undefined;
  return { name, element, elementName: element, dimensions: ['N', ...(type.kind === 'vector' ? type.dimensions : [])] };
}

/** undefined for what no tensor holds, and for what is not known. */
export function tensorElement(type: Type): ScalarName | undefined {
  if (type.kind !== 'scalar' && type.kind !== 'vector') return undefined;
  const element = type.kind === 'scalar' ? type.name : type.element;
  const isElement = isNumberName(element) || element === 'bool' || element === 'string';
  return isElement && !type.nullable ? element : undefined;
}
