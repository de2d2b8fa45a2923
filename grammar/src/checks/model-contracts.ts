import { printTensor } from '../analysis/infer/tensor-type.ts';
import {
  type ContractKey,
  contractKeys,
  contractRecord,
  contractTensors,
  tensorElement,
} from '../analysis/model-contract.ts';
import { modelFile, readModel } from '../analysis/model-file.ts';
import { findProperty } from '../analysis/property-value.ts';
import { typeOf } from '../analysis/type-of.ts';
import { modelProperties } from '../catalog/model-properties.ts';
import type { AcceptDiagnostic, Place } from '../diagnostics/diagnostic.ts';
import { isMisspelt } from '../diagnostics/is-misspelt.ts';
import { contractLacksInput, contractMissesFile, contractTypeDiffers, notATensor } from '../diagnostics/models.ts';
import * as ast from '../generated/ast.ts';
import type { ModelOutput, ModelSignature, ModelTensor } from '../onnx/signature.ts';
import { reportMissing } from '../properties/check-properties.ts';
import { type DimensionBindings, unifyDimensions } from '../types/is-assignable.ts';
import { printType } from '../types/print-type.ts';
import type { Check } from './check.ts';

/** [M1] A model has a file, a contract or both; a contract is of tensors, and a file keeps it. */
export const checkModelContracts: Check = ({ file, ports, accept }) => {
  for (const model of file.declarations.filter(ast.isModel)) {
    checkKeys(model, accept);
    for (const key of contractKeys) checkTypes(contractRecord(model, key), accept);
    const named = modelFile(model);
    const result = named && readModel(model, ports);
    if (named === undefined || result === undefined || result === 'missing' || !result.ok) continue;
    new ContractComparison(model, result.signature, { node: named.literal }, accept).compare();
  }
};

/** What must be there: the file, or else both halves of the contract. */
function checkKeys(model: ast.Model, accept: AcceptDiagnostic): void {
  if (model.properties === undefined) return;
  const given = new Set(model.properties.properties.map(({ key }) => key));
  if (given.has('file')) return;
  const hasContract = contractKeys.some((key) => given.has(key));
  const wanted: readonly string[] = hasContract && !asksForFile(model) ? contractKeys : ['file'];
  const specs = modelProperties.map((spec) => ({ ...spec, required: wanted.includes(spec.name) }));
  reportMissing(specs, given, { name: `model ${model.name}`, place: { node: model, property: 'name' } }, accept);
}

/** [M2] `checkpoint: file` is of the file it names. */
function asksForFile({ properties }: ast.Model): boolean {
  const choice = findProperty(properties, 'checkpoint')?.value;
  return ast.isReference(choice) && choice.name === 'file';
}

function checkTypes(record: ast.RecordBody | undefined, accept: AcceptDiagnostic): void {
  for (const field of record?.fields ?? []) {
    const type = typeOf(field.type);
    if (type.kind !== 'unknown' && field.name && tensorElement(type) === undefined) {
      accept(notATensor({ node: field, property: 'type' }, field.name, printType(type)));
    }
  }
}

/** The symbols of the contract and those of the file are compared as one set: the same symbol has one size. */
class ContractComparison {
  private readonly model: ast.Model;
  private readonly signature: ModelSignature;
  private readonly file: Place;
  private readonly accept: AcceptDiagnostic;
  private readonly bindings: DimensionBindings = new Map();

  constructor(model: ast.Model, signature: ModelSignature, file: Place, accept: AcceptDiagnostic) {
    this.model = model;
    this.signature = signature;
    this.file = file;
    this.accept = accept;
  }

  compare(): void {
    this.compareOne('inputs', this.signature.inputs);
    this.compareOne('outputs', this.signature.outputs.map(tensorOf));
    const inputs = findProperty(this.model.properties, 'inputs');
    const named = new Set(contractRecord(this.model, 'inputs')?.fields.map(({ name }) => name));
    for (const tensor of this.signature.inputs) {
      if (!ast.isContract(inputs?.value) || named.has(tensor.name) || isMisspelt(tensor.name, named)) continue;
      const place = { node: inputs, property: 'key' };
      this.accept(contractLacksInput(place, tensor.name, printTensor(tensor), typeText(tensor), this.file));
    }
  }

  private compareOne(key: ContractKey, found: ModelTensor[]): void {
    const record = contractRecord(this.model, key);
    const known = found.map(({ name }) => name);
    for (const wanted of contractTensors(record) ?? []) {
      const field = record?.fields.find(({ name }) => name === wanted.name);
      const tensor = found.find(({ name }) => name === wanted.name);
      if (field === undefined) continue;
      if (tensor === undefined) {
        this.accept(contractMissesFile({ node: field, property: 'name' }, key, wanted.name, known, this.file));
      } else if (!this.isSame(wanted, tensor)) {
        const place = { node: field, property: 'type' };
        this.accept(
          contractTypeDiffers(
            place,
            wanted.name,
            printTensor(wanted),
            printTensor(tensor),
            this.file,
            typeText(tensor),
          ),
        );
      }
    }
  }

  /** The batch in front is nobody's; a scalar is the same as a vector of one. */
  private isSame(wanted: ModelTensor, found: ModelTensor): boolean {
    if (wanted.elementName !== found.elementName) return false;
    if (found.dimensions === undefined) return true;
    const [given, expected] = [sizesOf(found, 'file'), sizesOf(wanted, 'contract')];
    return unifyDimensions(given, expected, this.bindings);
  }
}

/** As a contract writes it: without the batch. */
function typeText({ elementName, dimensions = [] }: ModelTensor): string {
  const sizes = dimensions.slice(1).map((size, index) => size ?? `n${index + 1}`);
  return sizes.length === 0 ? elementName : `${elementName}[${sizes.join(', ')}]`;
}

function sizesOf({ name, dimensions = [] }: ModelTensor, owner: string): (number | string)[] {
  const sizes = dimensions
    .slice(1)
    .map((size, i) => (typeof size === 'number' ? size : `${owner} ${size ?? `${name} ${i}`}`));
  return sizes.length === 0 ? [1] : sizes;
}

/** A ZipMap gives a probability for each class; what is no tensor at all is described. */
function tensorOf(output: ModelOutput): ModelTensor {
  if (output.kind === 'tensor') return output;
  const { name } = output;
  return output.kind === 'zipMap'
    ? { name, element: 'float32', elementName: 'float32', dimensions: ['N', output.labels.length] }
    : { name, element: undefined, elementName: output.description, dimensions: undefined };
}
