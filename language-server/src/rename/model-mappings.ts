/**
 * A model's inputs and outputs keep their names, which are those of its file. Where a column filled one, or was one, by having
 * the same name, a mapping says so from then on.
 */
import { type NodeAnalysis, rangeOf, type Tensor } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { Range } from 'vscode-languageserver';
import type { Edits } from './edit.ts';
import type { WrittenNames } from './written-name.ts';

type Entries = { key: 'inputs' | 'outputs'; entries: string[] };

/** What has to be mapped at one node. */
export interface NewMappings {
  node: NodeAnalysis;
  /** Name of an input, and of the column that fills it. */
  inputs: { tensor: string; column: string }[];
  /** All columns that the model's outputs become, where they were so by their names alone. */
  outputs: { column: string; output: string }[];
}

/** An input that a column fills by its name alone. */
export function isFilledByName({ inference, node }: NodeAnalysis, column: string): boolean {
  const isInput = inference?.signature?.inputs.some(({ name }) => name === column) ?? false;
  return isInput && objectAt(node as ast.InferNode, 'inputs')?.properties.some(({ key }) => key === column) !== true;
}

/** The columns that a model's outputs are by their names alone; none where a mapping says which. */
export function outputsByName({ kind, inference, node }: NodeAnalysis): string[] {
  if (kind !== 'infer' || objectAt(node as ast.InferNode, 'outputs') !== undefined) return [];
  return inference?.outputs.map(({ column }) => column) ?? [];
}

/** What was filled, or was a column, by a name of a contract goes on so under its new name. */
export function mappingsForTensor({ field, side }: Tensor, name: string, node: NodeAnalysis): NewMappings {
  const old = field.name;
  if (side === 'inputs') {
    return { node, inputs: isFilledByName(node, old) ? [{ tensor: name, column: old }] : [], outputs: [] };
  }
  const columns = outputsByName(node).includes(old) ? outputsByName(node) : [];
  return { node, inputs: [], outputs: columns.map((column) => ({ column, output: column === old ? name : column })) };
}

export function addMappings({ node, inputs, outputs }: NewMappings, names: WrittenNames, edits: Edits): void {
  const infer = node.node as ast.InferNode;
  const written = (name: string) => names.as(name, 'Name');
  const key = (name: string) => names.as(name, 'KeyName');
  const wanted: Entries[] = [];
  if (inputs.length > 0)
    wanted.push({ key: 'inputs', entries: inputs.map(({ tensor, column }) => `${key(tensor)}: ${written(column)}`) });
  if (outputs.length > 0)
    wanted.push({ key: 'outputs', entries: outputs.map(({ column, output }) => `${key(column)}: ${written(output)}`) });
  const missing = wanted.filter((one) => !addToObject(objectAt(infer, one.key), one.entries, infer, edits));
  if (missing.length > 0) addProperties(infer, missing, edits);
}

function objectAt({ properties }: ast.InferNode, key: Entries['key']): ast.ObjectLiteral | undefined {
  const value = properties?.properties.find((property) => property.key === key)?.value;
  return ast.isObjectLiteral(value) ? value : undefined;
}

function addToObject(
  object: ast.ObjectLiteral | undefined,
  entries: string[],
  node: ast.InferNode,
  edits: Edits,
): boolean {
  if (object === undefined) return false;
  const last = object.properties.at(-1);
  if (last === undefined) edits.replace(node, rangeOf({ node: object }), `{ ${entries.join(', ')} }`);
  else edits.replace(node, endOf(rangeOf({ node: last })), `, ${entries.join(', ')}`);
  return true;
}

function addProperties(node: ast.InferNode, missing: Entries[], edits: Edits): void {
  const written = missing.map(({ key, entries }) => `${key}: { ${entries.join(', ')} }`);
  const last = node.properties?.properties.at(-1);
  if (last !== undefined) edits.replace(node, endOf(rangeOf({ node: last })), `, ${written.join(', ')}`);
  else if (node.properties !== undefined)
    edits.replace(node, rangeOf({ node: node.properties }), `{ ${written.join(', ')} }`);
  else edits.replace(node, endOf(rangeOf({ node })), ` { ${written.join(', ')} }`);
}

function endOf({ end }: Range): Range {
  return { start: end, end };
}
