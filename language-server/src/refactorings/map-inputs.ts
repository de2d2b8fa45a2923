/**
 * What fills the inputs of a model, written out: by columns of their names, by columns in their order, or by all columns there are.
 * Only what fits is offered [N4].
 */
import { analyzeFlow, type Field, isNumberName, type ModelTensor } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { addProperty, findProperty } from '../fixes/editing/properties.ts';
import { replacePlace, textOf } from '../fixes/editing/spans.ts';
import { nodeAround } from '../fixes/editing/statements.ts';
import type { Refactoring } from './refactoring.ts';

export const mapInputs: Refactoring = ({ node }) => {
  const infer = node && nodeAround(node);
  const flow = AstUtils.getContainerOfType(infer, ast.isFlow);
  const known = ast.isInferNode(infer) && flow ? analyzeFlow(flow).nodes.get(infer.name) : undefined;
  const { inference, input } = known ?? {};
  if (!ast.isInferNode(infer) || inference?.signature === undefined || input === undefined) return [];
  const { inputs } = inference.signature;
  const written = findProperty(infer, 'inputs');
  const before = written && textOf({ node: written, property: 'value' });
  return [
    { title: 'Map the inputs of the model by name', mapping: byName(inputs, input.fields) },
    { title: 'Map the inputs of the model by order', mapping: byOrder(inputs, input.fields) },
    { title: 'Map all columns to the input of the model', mapping: allColumns(inputs, input.fields) },
  ].flatMap(({ title, mapping }) => {
    if (mapping === undefined || plain(mapping) === plain(before ?? '')) return [];
    return [{ title, kind: CodeActionKind.RefactorRewrite, edits: () => [mappingEdit(infer, written, mapping)] }];
  });
};

function mappingEdit(infer: ast.InferNode, written: ast.Property | undefined, mapping: string): TextEdit | undefined {
  if (written === undefined) return addProperty(infer, `inputs: ${mapping}`);
  return replacePlace({ node: written, property: 'value' }, mapping);
}

function plain(text: string): string {
  return text.replace(/[\s,]+/g, ' ');
}

/** How many values of a record fill it; undefined where that is not said. */
function sizeOf({ dimensions }: ModelTensor): number | undefined {
  const sizes = dimensions?.slice(1) ?? [];
  if (dimensions === undefined || sizes.length > 1) return undefined;
  const [size = 1] = sizes;
  return typeof size === 'number' ? size : undefined;
}

/** A column that fills it alone: of its element type, and as long. */
function fillsAlone({ type }: Field, tensor: ModelTensor): boolean {
  if (type.kind === 'scalar') return !type.nullable && sizeOf(tensor) === 1 && isOfElement(type.name, tensor);
  if (type.kind !== 'vector' || type.nullable || !isOfElement(type.element, tensor)) return false;
  const wanted = tensor.dimensions?.slice(1) ?? [];
  return wanted.length === type.dimensions.length && wanted.every((size, at) => size === type.dimensions[at]);
}

function isOfElement(name: string, { element }: ModelTensor): boolean {
  if (element === undefined) return false;
  return name === element || (element !== 'bool' && isNumber(element) && isNumber(name));
}

function isNumber(name: string): boolean {
  return name === 'bool' || isNumberName(name as Parameters<typeof isNumberName>[0]);
}

/** Every input by a column that is called as it is, whatever the case and the signs between the words. */
export function byName(inputs: readonly ModelTensor[], fields: readonly Field[]): string | undefined {
  const entries = inputs.map((tensor) => {
    const column = fields.find((field) => isSameName(field.name, tensor.name) && fillsAlone(field, tensor));
    return column && `${writtenName(tensor.name)}: ${writtenName(column.name)}`;
  });
  return mappingOf(entries);
}

function isSameName(one: string, other: string): boolean {
  const letters = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return one === other || letters(one) === letters(other);
}

/** Each input by the next columns that fill it. */
function byOrder(inputs: readonly ModelTensor[], fields: readonly Field[]): string | undefined {
  const rest = [...fields];
  const entries = inputs.map((tensor) => {
    const alone = rest.findIndex((field) => fillsAlone(field, tensor));
    const parts = partsFor(tensor, rest);
    const isAlone = alone >= 0 && (parts === undefined || alone <= rest.indexOf(parts[0] as Field));
    const taken = isAlone ? [rest[alone] as Field] : parts;
    if (taken === undefined) return undefined;
    for (const field of taken) rest.splice(rest.indexOf(field), 1);
    const names = taken.map(({ name }) => writtenName(name));
    return `${writtenName(tensor.name)}: ${isAlone ? names[0] : `[${names.join(', ')}]`}`;
  });
  return mappingOf(entries);
}

/** The first scalar columns, as many as there are values in it. */
function partsFor(tensor: ModelTensor, fields: readonly Field[]): Field[] | undefined {
  const size = sizeOf(tensor);
  const fitting = scalarsFor(tensor, fields);
  return size === undefined || size < 2 || fitting.length < size ? undefined : fitting.slice(0, size);
}

function scalarsFor(tensor: ModelTensor, fields: readonly Field[]): Field[] {
  return fields.filter(({ type }) => type.kind === 'scalar' && !type.nullable && isOfElement(type.name, tensor));
}

/** The only input by all columns that fit it, where that is as many as it takes. */
export function allColumns(inputs: readonly ModelTensor[], fields: readonly Field[]): string | undefined {
  const [tensor, ...others] = inputs;
  if (tensor === undefined || others.length > 0 || (sizeOf(tensor) ?? 0) < 2) return undefined;
  const fitting = scalarsFor(tensor, fields);
  if (fitting.length !== sizeOf(tensor)) return undefined;
  const rest = fields.filter((field) => !fitting.includes(field)).map(({ name }) => writtenName(name));
  const star = rest.length === 0 ? '*' : `* except (${rest.join(', ')})`;
  return mappingOf([`${writtenName(tensor.name)}: [${star}]`]);
}

function mappingOf(entries: readonly (string | undefined)[]): string | undefined {
  return entries.length === 0 || entries.includes(undefined) ? undefined : `{ ${entries.join(', ')} }`;
}
