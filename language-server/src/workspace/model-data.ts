/**
 * The flow files whose models keep weights in files of their own. Their names stand in the model, not in the flow, so a change of
 * such a file is found here: cut off, replaced or gone, it makes a model right or wrong.
 */
import { modelDataFiles, modelFile, type Ports, readModel } from '@millrace/grammar';
import { type FlowFile, isModel, type Model } from '@millrace/grammar/syntax';
import { type LangiumDocument, URI } from 'langium';

export function keepsWeightsIn(document: LangiumDocument, changed: ReadonlySet<string>, ports: Ports): boolean {
  const { declarations } = document.parseResult.value as FlowFile;
  return declarations.filter(isModel).some((model) => dataFiles(model, ports).some((uri) => changed.has(uri)));
}

function dataFiles(model: Model, ports: Ports): string[] {
  const file = modelFile(model);
  const result = file && readModel(model, ports);
  if (file === undefined || result === undefined || result === 'missing' || !result.ok) return [];
  return modelDataFiles(file.uri, result.signature).map(({ uri }) => canonical(uri));
}

/** Editors escape more in an address than is needed. */
export function canonical(uri: string): string {
  return URI.parse(uri).toString();
}
