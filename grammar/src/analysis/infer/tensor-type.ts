import type { ModelOutput, ModelTensor } from '../../onnx/signature.ts';
import { scalarType, type Type } from '../../types/type.ts';
import type { Size } from './sizes.ts';

/** `float32[N, 38]`, as a person reads it; `?` where the file does not say. */
export function printTensor(tensor: ModelTensor): string {
  const sizes = tensor.dimensions?.map((size) => size ?? '?').join(', ');
  return sizes === undefined ? `${tensor.elementName} of unknown shape` : `${tensor.elementName}[${sizes}]`;
}

export function printOutput(output: ModelOutput): string {
  if (output.kind === 'tensor') return printTensor(output);
  return output.kind === 'zipMap' ? `float32[${output.labels.length}] by class` : output.description;
}

/** What a symbol of the model's dimensions is in the flow; null is a dimension that the file does not say. */
export type SizeOf = (symbol: string | null, dimension: number) => Size;

/**
 * The type of the column an output becomes: `[N]` and `[N, 1]` a scalar, `[N, k]` a vector, a ZipMap a vector in the order of
 * its class labels. undefined for what a column cannot hold.
 */
export function outputType(output: ModelOutput, sizeOf: SizeOf): Type | undefined {
  if (output.kind === 'zipMap') return vector('float32', [output.labels.length]);
  if (output.kind === 'other' || output.element === undefined || !output.dimensions?.length) return undefined;
  const perRecord = output.dimensions.slice(1).map((size, index) => {
    return typeof size === 'number' ? size : sizeOf(size, index + 1);
  });
  if (perRecord.length === 0 || (perRecord.length === 1 && perRecord[0] === 1)) return scalarType(output.element);
  return vector(output.element, perRecord);
}

function vector(element: NonNullable<ModelTensor['element']>, dimensions: (number | string)[]): Type {
  return { kind: 'vector', element, dimensions, nullable: false };
}
