/** The model whose inputs are filled around the cursor: `inputs: { features: [size, …` of an `infer` shows what the model takes. */
import { type Ports, signatureOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import { mappingAround } from '../catalogue/spec-at.ts';
import { cursorContext } from '../cursor/cursor-context.ts';
import { declarationsInScope } from '../cursor/declarations-in-scope.ts';
import { printOutput, printTensor } from '../markdown/signature-table.ts';
import type { FlowLanguageServices } from '../services.ts';
import type { CallSignature, GivenArguments } from './signature.ts';

export interface ModelAt {
  signature: CallSignature;
  given: GivenArguments;
}

export function modelAt(
  services: FlowLanguageServices,
  document: LangiumDocument<ast.FlowFile>,
  offset: number,
): ModelAt | undefined {
  const place = cursorContext(services, document, offset)?.place?.node;
  const mapping = place && mappingOf(place);
  const infer = mapping && AstUtils.getContainerOfType(mapping, ast.isInferNode);
  const model = infer && modelNamed(infer.model?.$refText, document.parseResult.value);
  const signature = model && signatureOfModel(model, services.host.Ports);
  return signature && mapping && { signature, given: { before: [], name: mapping.key } };
}

/** The mapping that the place is the value of, or in the value of. */
function mappingOf(place: AstNode): ast.Property | undefined {
  let at: AstNode | undefined = place.$container;
  while (at !== undefined && !ast.isNode(at)) {
    if (ast.isProperty(at) && mappingAround(at)?.from === 'model inputs') return at;
    at = at.$container;
  }
  return undefined;
}

function modelNamed(name: string | undefined, file: ast.FlowFile): ast.Model | undefined {
  return declarationsInScope(file)
    .filter((one) => ast.isModel(one))
    .find((one) => one.name === name);
}

function signatureOfModel(model: ast.Model, ports: Ports): CallSignature | undefined {
  const known = signatureOf(model, ports);
  if (known === undefined) return undefined;
  const parameters = known.inputs.map((tensor) => ({
    name: tensor.name,
    label: `${tensor.name}: ${printTensor(tensor)}`,
    isNamed: true,
  }));
  const gives = known.outputs.map((output) => `${output.name}: ${printOutput(output)}`).join(', ');
  return { name: model.name, parameters, result: ` -> ${gives}` };
}
