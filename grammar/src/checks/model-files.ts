import { modelDataFiles, modelFile, readModel } from '../analysis/model-file.ts';
import { modelDataMissing, modelMissing, modelUnreadable } from '../diagnostics/models.ts';
import { isModel } from '../generated/ast.ts';
import type { Check } from './check.ts';

/** [N9] A model's file is there and is an ONNX model. */
export const checkModelFiles: Check = ({ file, ports, accept }) => {
  for (const model of file.declarations.filter(isModel)) {
    const named = modelFile(model);
    const result = named && readModel(model, ports);
    if (named === undefined || result === undefined) continue;
    const place = { node: named.literal };
    if (result === 'missing') accept(modelMissing(place, named.path));
    else if (!result.ok) accept(modelUnreadable(place, named.path, result.problem.message));
    else {
      const missing = modelDataFiles(named.uri, result.signature).find(({ uri }) => ports.fileExists?.(uri) === false);
      if (missing !== undefined) accept(modelDataMissing(place, named.path, missing.name));
    }
  }
};
