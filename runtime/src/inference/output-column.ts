import { allocateValues, type Column, createColumn, layoutOf, type Type } from '@millrace/grammar';
import { RunError } from '../execute/run-error.ts';
import type { OutputTensor } from './inference-protocol.ts';
import type { TensorValues } from './tensor-values.ts';

/** A model's output as a column of the planned type; throws a RunError where the model gave another number of elements. */
export function outputColumn(name: string, type: Type, length: number, output: OutputTensor | undefined): Column {
  if (output === undefined || length === 0) return createColumn(type, length, allocateValues(type, length));
  const { array, width } = layoutOf(type);
  if (type.kind === 'scalar' || array !== undefined) {
    if (output.width !== width) throw wrongWidth(name, width, output.width);
    return createColumn(type, length, valuesAs(output.values, array));
  }
  return createColumn(type, length, vectorsOf(output, length));
}

function valuesAs(values: TensorValues, array: ReturnType<typeof layoutOf>['array']): Column['values'] {
  if (array === undefined || Array.isArray(values) || values instanceof array) return values;
  return (array as Float32ArrayConstructor).from(values as Float32Array) as Column['values'];
}

/** A vector whose length is not fixed, or of strings: an array for each record. */
function vectorsOf({ values, width }: OutputTensor, length: number): unknown[] {
  return Array.from({ length }, (_, row) => values.slice(row * width, (row + 1) * width));
}

function wrongWidth(name: string, wanted: number, found: number): RunError {
  const message = `The model gave ${found} values per record for "${name}" where its signature promises ${wanted}`;
  return new RunError('model-run', message);
}
