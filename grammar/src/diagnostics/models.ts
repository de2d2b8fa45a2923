/** FLOW4xx: models and what fills them. */

import { error, type FlowDiagnostic, type Place } from './diagnostic.ts';
import { misspelt } from './fix-facts.ts';
import { nearestName, nearNames } from './nearest-name.ts';
import { suggestion } from './suggestion.ts';

export const modelMissing = (place: Place, path: string): FlowDiagnostic =>
  error('FLOW401', place, `Cannot find the model file "${path}". Paths are relative to the folder of this file`, {
    data: { path },
  });

export const modelUnreadable = (place: Place, path: string, reason: string): FlowDiagnostic =>
  error('FLOW402', place, `Cannot read "${path}" as an ONNX model: ${reason}`);

export const modelDataMissing = (place: Place, path: string, file: string): FlowDiagnostic =>
  error('FLOW411', place, `"${path}" keeps weights in "${file}", which is not beside it`);

export const modelDataTooShort = (
  place: Place,
  path: string,
  file: { name: string; size: number; wanted: number },
): FlowDiagnostic =>
  error(
    'FLOW412',
    place,
    `"${path}" looks for ${file.wanted} bytes of weights in "${file.name}", which has ${file.size}: it is cut off, or belongs to another model`,
  );

export const modelTooNew = (
  place: Place,
  path: string,
  { what, version, newest }: { what: string; version: number; newest: number },
  runtime: string,
): FlowDiagnostic =>
  error(
    'FLOW413',
    place,
    `"${path}" has ${what} ${version}, and ${runtime} loads up to ${newest}: export it for ${newest}`,
  );

export const notATensor = (place: Place, name: string, type: string): FlowDiagnostic =>
  error(
    'FLOW414',
    place,
    `"${name}" is ${type}; a model takes and gives numbers, bools and texts, alone or in vectors`,
  );

/** `way` is what the contract is of: inputs or outputs. */
export const contractMissesFile = (
  place: Place,
  way: 'inputs' | 'outputs',
  name: string,
  known: string[],
  file: Place,
): FlowDiagnostic =>
  error(
    'FLOW415',
    place,
    `The file has no ${way === 'inputs' ? 'input' : 'output'} "${name}"${suggestion(name, known) || `; it has ${list(known)}`}`,
    { related: [{ message: 'the file', place: file }], data: misspelt(name, known) },
  );

export const contractTypeDiffers = (
  place: Place,
  name: string,
  wanted: string,
  found: string,
  file: Place,
  type: string,
): FlowDiagnostic =>
  error('FLOW416', place, `"${name}" is ${found} in the file, not ${wanted}`, {
    related: [{ message: 'the file', place: file }],
    data: { type },
  });

/** `tensor` is how the file has it, `type` how the language writes it. */
export const contractLacksInput = (
  place: Place,
  name: string,
  tensor: string,
  type: string,
  file: Place,
): FlowDiagnostic =>
  error('FLOW417', place, `The file also takes "${name}" (${tensor}), which the contract does not name`, {
    related: [{ message: 'the file', place: file }],
    data: { name, type },
  });

export const modelNotOfParts = (place: Place, task: string): FlowDiagnostic =>
  error('FLOW418', place, `"${task}" makes a model, of all records at once: write mode: whole, or leave it out`);

export const inputNotFilled = (
  place: Place,
  input: string,
  type: string,
  model: string,
  columns: string[],
  count: number,
): FlowDiagnostic =>
  error(
    'FLOW403',
    place,
    `Nothing fills "${input}" (${type}) of ${model}: the records have no column of that name${suggestion(input, columns)}${
      nearestName(input, columns) === undefined ? `. Write inputs: { ${input}: … }` : ''
    }`,
    { data: { input, count, candidates: nearNames(input, columns) } },
  );

/** `count`: how many values it takes. */
export const inputDoesNotFit = (
  place: Place,
  input: string,
  wanted: string,
  reason: string,
  count: number,
  related: FlowDiagnostic['related'] = [],
): FlowDiagnostic =>
  error('FLOW404', place, `Cannot fill "${input}" (${wanted}): ${reason}`, {
    ...(related.length > 0 && { related }),
    data: { input, count },
  });

export const unknownModelInput = (place: Place, name: string, model: string, known: string[]): FlowDiagnostic =>
  error('FLOW405', place, `${model} has no input "${name}"${suggestion(name, known) || `; it has ${list(known)}`}`, {
    data: misspelt(name, known),
  });

export const unknownModelOutput = (place: Place, name: string, model: string, known: string[]): FlowDiagnostic =>
  error('FLOW406', place, `${model} has no output "${name}"${suggestion(name, known) || `; it has ${list(known)}`}`, {
    data: misspelt(name, known),
  });

export const unsupportedTensor = (place: Place, name: string, what: string): FlowDiagnostic =>
  error('FLOW407', place, `"${name}" is ${what}, which a column cannot hold`);

export const columnTaken = (place: Place, name: string): FlowDiagnostic =>
  error(
    'FLOW408',
    place,
    `The records already have a column "${name}"; rename the output or leave the column out of keep`,
    { data: { name } },
  );

export const noBatchDimension = (place: Place, name: string, shape: string): FlowDiagnostic =>
  error('FLOW409', place, `"${name}" (${shape}) has no dimension for the records of a batch`);

/** `example`: what could stand in for null. */
export const nullIntoModel = (
  place: Place,
  input: string,
  what: string,
  columns: string[],
  example: string | undefined,
): FlowDiagnostic =>
  error(
    'FLOW410',
    place,
    `Cannot fill "${input}" with null: ${what}. Write ${'`x ?? 0`'}, or filter where it is not null`,
    { data: { input, columns, example } },
  );

function list(names: string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ');
}
