/** The columns a model's outputs become [N4]. */
import type { AcceptDiagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { isMisspelt } from '../../diagnostics/is-misspelt.ts';
import { columnTaken, unknownModelOutput, unsupportedTensor } from '../../diagnostics/models.ts';
import { duplicateColumn } from '../../diagnostics/schemas.ts';
import * as ast from '../../generated/ast.ts';
import type { ModelOutput, ModelSignature } from '../../onnx/signature.ts';
import type { InferenceOutput } from '../flow-analysis.ts';
import { propertyValue } from '../property-value.ts';
import { outputType, printOutput, type SizeOf } from './tensor-type.ts';

/** The mapping, if one is written; without it every output that a column can hold, by its own name: at least one. */
export function chooseOutputs(
  node: ast.InferNode,
  signature: ModelSignature,
  keep: string[],
  sizeOf: SizeOf,
  accept: AcceptDiagnostic,
): InferenceOutput[] {
  if (areOutputsMisspelt(node)) return [];
  const mappings = outputMappings(node);
  const chosen =
    mappings === undefined
      ? signature.outputs.map((output) => toColumn(output, output.name, { node, property: 'model' }, sizeOf))
      : mappings.map((mapping) => mappedOutput(mapping, node, signature, sizeOf, accept));
  const columns = chosen.filter((column) => column !== undefined);
  const [first] = signature.outputs;
  if (mappings === undefined && columns.length === 0 && first !== undefined)
    accept(unsupportedTensor({ node, property: 'model' }, first.name, printOutput(first)));
  reportTaken(columns, keep, accept);
  return columns.map(({ place: _place, ...column }) => column);
}

/** Then nobody can tell what the outputs become. */
export function areOutputsMisspelt({ properties }: ast.InferNode): boolean {
  return isMisspelt('outputs', properties?.properties.map(({ key }) => key).filter((key) => key !== 'inputs') ?? []);
}

/** undefined where none is written. */
export function outputMappings(node: ast.InferNode): ast.Property[] | undefined {
  const written = propertyValue(node.properties, 'outputs');
  return ast.isObjectLiteral(written) ? written.properties : undefined;
}

/** The name of the model's output a mapping asks for: a name, or a string where the name is not one. */
export function outputName(value: ast.Expression): string | undefined {
  if (ast.isReference(value)) return value.name;
  return ast.isStringLiteral(value) ? value.value : undefined;
}

type PlacedOutput = InferenceOutput & { place: Place };

function mappedOutput(
  mapping: ast.Property,
  node: ast.InferNode,
  signature: ModelSignature,
  sizeOf: SizeOf,
  accept: AcceptDiagnostic,
): PlacedOutput | undefined {
  const name = outputName(mapping.value);
  const place = { node: mapping, property: 'value' };
  const output = signature.outputs.find((one) => one.name === name);
  if (output === undefined) {
    const known = signature.outputs.map((one) => one.name);
    if (name !== undefined) accept(unknownModelOutput(place, name, node.model.$refText, known));
    return undefined;
  }
  const column = toColumn(output, mapping.key, { node: mapping, property: 'key' }, sizeOf);
  if (column === undefined) accept(unsupportedTensor(place, output.name, printOutput(output)));
  return column;
}

function toColumn(output: ModelOutput, column: string, place: Place, sizeOf: SizeOf): PlacedOutput | undefined {
  const type = outputType(output, sizeOf);
  return type && { column, type, from: output, place };
}

function reportTaken(columns: PlacedOutput[], keep: string[], accept: AcceptDiagnostic): void {
  const seen = new Map<string, Place>();
  for (const { column, place } of columns) {
    if (keep.includes(column)) accept(columnTaken(place, column));
    else if (seen.has(column))
      accept(duplicateColumn(place, column, seen.get(column), 'give one of them another name'));
    seen.set(column, place);
  }
}
