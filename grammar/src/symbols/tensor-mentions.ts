/** Where the inputs and outputs that a model declares are named: in the mappings of the nodes that score with it. */

import { outputMappings } from '../analysis/infer/choose-outputs.ts';
import { inputMappings } from '../analysis/infer/fill-inputs.ts';
import { contractKeys, contractRecord } from '../analysis/model-contract.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import * as ast from '../generated/ast.ts';
import type { ProjectTexts } from './project-texts.ts';

export type TensorSide = (typeof contractKeys)[number];

/** A field of a contract, and what it is a part of. */
export interface Tensor {
  field: ast.FieldDeclaration;
  model: ast.Model;
  side: TensorSide;
}

export function tensorOf(field: ast.FieldDeclaration): Tensor | undefined {
  const contract = field.$container.$container;
  const model = ast.isContract(contract) ? contract.$container?.$container?.$container : undefined;
  if (!ast.isModel(model)) return undefined;
  const side = contractKeys.find((key) => contractRecord(model, key)?.fields.includes(field));
  return side && { field, model, side };
}

/** The field of the contract that a word of a mapping names. */
export function tensorAt(node: unknown, property: string | undefined): Tensor | undefined {
  const mapping =
    ast.isProperty(node) && property === 'key' ? node : ast.isReference(node) ? node.$container : undefined;
  const infer = ast.isProperty(mapping) ? mapping.$container.$container?.$container?.$container : undefined;
  const model = ast.isInferNode(infer) ? infer.model?.ref : undefined;
  if (!ast.isInferNode(infer) || model === undefined) return undefined;
  for (const side of contractKeys) {
    const place = tensorPlaces(infer, side).find((one) => one.place.node === node && one.place.property === property);
    const field = contractRecord(model, side)?.fields.find(({ name }) => name === place?.name);
    if (field !== undefined) return { field, model, side };
  }
  return undefined;
}

export function tensorMentions({ field, model, side }: Tensor, project: ProjectTexts): Place[] {
  return project
    .infersWith(model)
    .flatMap(({ node }) => tensorPlaces(node.node as ast.InferNode, side))
    .filter(({ name }) => name === field.name)
    .map(({ place }) => place);
}

function tensorPlaces(node: ast.InferNode, side: TensorSide): { name: string; place: Place }[] {
  if (side === 'inputs')
    return inputMappings(node).map((mapping) => ({ name: mapping.key, place: { node: mapping, property: 'key' } }));
  return (outputMappings(node) ?? []).flatMap(({ value }) =>
    ast.isReference(value) ? [{ name: value.name, place: { node: value, property: 'name' } }] : [],
  );
}
