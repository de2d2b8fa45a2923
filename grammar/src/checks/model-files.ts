import { type ModelDataFile, modelDataFiles, modelFile, readModel } from '../analysis/model-file.ts';
import type { AcceptDiagnostic, FlowDiagnostic, Place } from '../diagnostics/diagnostic.ts';
import {
  modelDataMissing,
  modelDataTooShort,
  modelMissing,
  modelTooNew,
  modelUnreadable,
} from '../diagnostics/models.ts';
import { isModel } from '../generated/ast.ts';
import { runtimeLimits, tooNewForRuntime } from '../onnx/runtime-limits.ts';
import type { ModelSignature } from '../onnx/signature.ts';
import type { Ports } from '../ports.ts';
import type { Check } from './check.ts';

/** [N9] A model's file is there and is an ONNX model that can be loaded. */
export const checkModelFiles: Check = ({ file, ports, accept }) => {
  for (const model of file.declarations.filter(isModel)) {
    const named = modelFile(model);
    const result = named && readModel(model, ports);
    if (named === undefined || result === undefined) continue;
    const place = { node: named.literal };
    if (result === 'missing') accept(modelMissing(place, named.path));
    else if (!result.ok) accept(modelUnreadable(place, named.path, result.problem.message));
    else {
      checkVersions(result.signature, named.path, place, accept);
      checkDataFiles(result.signature, named, place, ports, accept);
    }
  }
};

function checkVersions(signature: ModelSignature, path: string, place: Place, accept: AcceptDiagnostic): void {
  const [first] = tooNewForRuntime(signature);
  if (first !== undefined) accept(modelTooNew(place, path, first, runtimeLimits.runtime));
}

/** The first file that is not as it should be; where one is wrong, the others mostly are for the same reason. */
function checkDataFiles(
  signature: ModelSignature,
  { path, uri }: { path: string; uri: string },
  place: Place,
  ports: Ports,
  accept: AcceptDiagnostic,
): void {
  const wrong = modelDataFiles(uri, signature)
    .map((data) => dataProblem(data, path, place, ports))
    .find((problem) => problem !== undefined);
  if (wrong !== undefined) accept(wrong);
}

function dataProblem(
  { name, uri, size: wanted }: ModelDataFile,
  path: string,
  place: Place,
  ports: Ports,
): FlowDiagnostic | undefined {
  if (ports.fileExists?.(uri) === false) return modelDataMissing(place, path, name);
  const size = ports.fileSize?.(uri);
  return size !== undefined && size < wanted ? modelDataTooShort(place, path, { name, size, wanted }) : undefined;
}
