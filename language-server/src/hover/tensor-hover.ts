/** Inputs and outputs of the model of an `infer`, where its mappings name them. */
import { type ModelSignature, signatureOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';
import { mappingAround } from '../catalogue/spec-at.ts';
import type { WordInTree } from '../cursor/leaf-at.ts';
import { fenced } from '../markdown/fenced.ts';
import { printOutput, printTensor } from '../markdown/signature-table.ts';
import type { FlowLanguageServices } from '../services.ts';

/** A key: below `inputs` an input of the model, below `outputs` a new column. */
export function tensorHover({ node }: WordInTree, services: FlowLanguageServices): string | undefined {
  const property = node as ast.Property;
  if (mappingAround(property)?.from === 'new columns') return outputDoc(property, services);
  const tensor = signatureAround(property, services)?.inputs.find(({ name }) => name === property.key);
  return tensor && fenced(`${tensor.name}: ${printTensor(tensor)}`);
}

/** The output that a new column is made of. */
export function outputHover({ node }: WordInTree, services: FlowLanguageServices): string | undefined {
  const property = node.$container;
  if (!ast.isProperty(property) || mappingAround(property)?.from !== 'new columns') return undefined;
  return outputDoc(property, services);
}

function outputDoc(property: ast.Property, services: FlowLanguageServices): string | undefined {
  const wanted = ast.isReference(property.value) ? property.value.name : undefined;
  const output = signatureAround(property, services)?.outputs.find(({ name }) => name === wanted);
  return output && fenced(`${output.name}: ${printOutput(output)}`);
}

function signatureAround(place: AstNode, services: FlowLanguageServices): ModelSignature | undefined {
  const model = AstUtils.getContainerOfType(place, ast.isInferNode)?.model?.ref;
  return signatureOf(model, services.host.Ports);
}
