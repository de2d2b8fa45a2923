import type * as ast from '../../generated/ast.ts';
import type { ModelSignature } from '../../onnx/signature.ts';
import { unsure, withUnclear } from '../../types/may-have.ts';
import { type Field, type RecordType, recordType, unknownType } from '../../types/type.ts';
import { isDamaged, isLossy } from '../damage.ts';
import type { InferenceOutput } from '../flow-analysis.ts';
import { areOutputsMisspelt, chooseOutputs, outputMappings } from '../infer/choose-outputs.ts';
import { fillInputs, typeMappings } from '../infer/fill-inputs.ts';
import { keptColumns, unclearKept } from '../infer/kept-columns.ts';
import { outputSizes, sizedField } from '../infer/output-sizes.ts';
import { Sizes } from '../infer/sizes.ts';
import { signatureOf } from '../model-file.ts';
import type { AnalyzeNode, NodeContext, NodeFacts } from '../node-context.ts';

/** The kept columns, then one column per chosen output of the model. */
export const analyzeInfer: AnalyzeNode<ast.InferNode> = (node, context) => {
  const input = context.recordOf(node.input);
  const signature = signatureOf(node.model?.ref, context.ports);
  if (signature === undefined) return withoutSignature(node, input, context);
  return withSignature(node, signature, input, context);
};

function withSignature(
  node: ast.InferNode,
  signature: ModelSignature,
  input: RecordType | undefined,
  context: NodeContext,
): NodeFacts {
  const sizes = new Sizes();
  const inputs = fillInputs(node, signature, input, sizes, context);
  const kept = input && keptColumns(node, input, context.accept).map((field) => sizedField(field, sizes));
  const keep = kept?.map(({ name }) => name) ?? [];
  const outputs = chooseOutputs(node, signature, keep, outputSizes(sizes, input), context.accept);
  const chosen = outputs.map(({ column, type }): Field => ({ name: column, type }));
  const columns = [...(areOutputsLost(node) ? chosen.map(unsure) : chosen), ...unknownColumns(node, outputs)];
  return {
    input,
    scope: input,
    inference: { signature, inputs, outputs, keep },
    output:
      kept &&
      input &&
      withUnclear(
        recordType(joinColumns(kept, columns)),
        ...unclearOf(node, input),
        unclearOutputs(signature, outputs),
      ),
  };
}

function unclearOf(node: ast.InferNode, input: RecordType): RecordType['unclear'][] {
  return [unclearKept(node, input), areOutputsLost(node) ? 'any' : undefined];
}

function areOutputsLost(node: ast.InferNode): boolean {
  return areOutputsMisspelt(node) || (outputMappings(node) === undefined && (isDamaged(node) || isLossy(node)));
}

/** Where no column can hold an output it is said at the model, and not again wherever it is used. */
function unclearOutputs(signature: ModelSignature, outputs: InferenceOutput[]): RecordType['unclear'] {
  return outputs.length === 0 ? signature.outputs.map(({ name }) => name) : undefined;
}

/** A column mapped to an output that the model does not have is reported there, and not again wherever it is used. */
function unknownColumns(node: ast.InferNode, outputs: InferenceOutput[]): Field[] {
  const names = (outputMappings(node) ?? []).map(({ key }) => key);
  const missing = names.filter((name) => outputs.every(({ column }) => column !== name));
  return missing.map((name) => ({ name, type: unknownType }));
}

/** The names of the outputs are known where they are written, their types are not; else the schema is not known. */
function withoutSignature(node: ast.InferNode, input: RecordType | undefined, context: NodeContext): NodeFacts {
  typeMappings(node, input, context);
  const mappings = outputMappings(node);
  const kept = input && keptColumns(node, input, context.accept);
  const columns = mappings?.map(({ key }) => ({ name: key, type: unknownType }));
  if (input === undefined || kept === undefined || columns === undefined) return { input, scope: input };
  const output = withUnclear(recordType(joinColumns(kept, columns)), unclearKept(node, input));
  return { input, scope: input, output };
}

function joinColumns(kept: Field[], added: Field[]): Field[] {
  const taken = new Set(added.map(({ name }) => name));
  return [...kept.filter(({ name }) => !taken.has(name)), ...added];
}
