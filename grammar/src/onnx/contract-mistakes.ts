import { type DimensionBindings, unifyDimensions } from '../types/is-assignable.ts';
import type { ModelOutput, ModelSignature, ModelTensor } from './signature.ts';

/** What a model takes and gives, as its declaration says: tensors with the batch in front. */
export interface PlannedContract {
  inputs: ModelTensor[];
  outputs: ModelTensor[];
}

/** [M1] In words what of a contract a model does not keep: it takes exactly those inputs and gives at least those outputs. */
export function contractMistakes(contract: PlannedContract, { inputs, outputs }: ModelSignature): string[] {
  const bindings: DimensionBindings = new Map();
  const given = outputs.filter((output): output is ModelOutput & { kind: 'tensor' } => output.kind === 'tensor');
  const wanted = new Set(contract.inputs.map(({ name }) => name));
  return [
    ...contract.inputs.flatMap((tensor) => mistakesOf('input', tensor, inputs, bindings)),
    ...inputs.filter(({ name }) => !wanted.has(name)).map(({ name }) => `it takes an input "${name}" too`),
    ...contract.outputs.flatMap((tensor) => mistakesOf('output', tensor, given, bindings)),
  ];
}

function mistakesOf(
  kind: 'input' | 'output',
  wanted: ModelTensor,
  found: readonly ModelTensor[],
  bindings: DimensionBindings,
): string[] {
  const tensor = found.find(({ name }) => name === wanted.name);
  if (tensor === undefined) return [`it has no ${kind} "${wanted.name}"`];
  if (tensor.elementName === wanted.elementName && haveSameSizes(wanted, tensor, bindings)) return [];
  return [`its ${kind} "${wanted.name}" is ${printed(tensor)}, not ${printed(wanted)}`];
}

/** The batch in front is nobody's; a scalar is the same as a vector of one. */
function haveSameSizes(wanted: ModelTensor, found: ModelTensor, bindings: DimensionBindings): boolean {
  if (found.dimensions === undefined) return true;
  return unifyDimensions(sizesOf(found, 'file'), sizesOf(wanted, 'contract'), bindings);
}

function sizesOf({ name, dimensions = [] }: ModelTensor, owner: string): (number | string)[] {
  const sizes = dimensions.slice(1);
  if (sizes.length === 0) return [1];
  return sizes.map((size, i) => (typeof size === 'number' ? size : `${owner} ${size ?? `${name} ${i}`}`));
}

function printed({ elementName, dimensions = [] }: ModelTensor): string {
  const sizes = dimensions.slice(1).map((size, i) => size ?? `n${i + 1}`);
  return sizes.length === 0 ? elementName : `${elementName}[${sizes.join(', ')}]`;
}
