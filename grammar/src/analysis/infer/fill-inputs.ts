/** What fills each input of a model [N4]; every mistake stands at the mapping, or at the node where there is none. */

import type { FlowDiagnostic, Place } from '../../diagnostics/diagnostic.ts';
import { isMisspelt } from '../../diagnostics/is-misspelt.ts';
import {
  inputDoesNotFit,
  inputNotFilled,
  noBatchDimension,
  nullIntoModel,
  unknownModelInput,
  unsupportedTensor,
} from '../../diagnostics/models.ts';
import type { TypedExpression } from '../../expressions/expression.ts';
import * as ast from '../../generated/ast.ts';
import type { ModelSignature, ModelTensor } from '../../onnx/signature.ts';
import { exampleOf } from '../../types/example-of.ts';
import { fieldNamed } from '../../types/field-named.ts';
import { mayHave } from '../../types/may-have.ts';
import { isNullable } from '../../types/nullability.ts';
import { type RecordType, scalarType } from '../../types/type.ts';
import { exceptColumns } from '../column-lists.ts';
import type { InferenceInput } from '../flow-analysis.ts';
import type { NodeContext } from '../node-context.ts';
import { propertyValue } from '../property-value.ts';
import { nameOf, whyColumnsDoNotFit, whyVectorDoesNotFit } from './fits-tensor.ts';
import { historyOf, placesOf, sizeSteps } from './size-steps.ts';
import type { Filling, Misfit, Sizes, Trace } from './sizes.ts';
import { printTensor } from './tensor-type.ts';

/** undefined where an input stays unfilled. What the symbols of the model's dimensions turn out to be is noted in `sizes`. */
export function fillInputs(
  node: ast.InferNode,
  signature: ModelSignature,
  record: RecordType | undefined,
  sizes: Sizes,
  context: NodeContext,
): InferenceInput[] | undefined {
  const mappings = inputMappings(node);
  reportUnknownInputs(node, mappings, signature, context);
  const filled = signature.inputs.map((tensor) => {
    const mapping = mappings.find(({ key }) => key === tensor.name);
    return new InputFilling(node, tensor, mapping, record, context).fill(sizes);
  });
  if (filled.includes(undefined)) return undefined;
  return (filled as InferenceInput[]).map(({ tensor, columns }) => ({ tensor: sized(tensor, sizes), columns }));
}

/** The tensor with the sizes it really has; the first is the batch, which is nobody's. */
function sized(tensor: ModelTensor, sizes: Sizes): ModelTensor {
  const dimensions = tensor.dimensions?.map((size, index) =>
    index === 0 || typeof size !== 'string' ? size : (sizes.ofModel(size) ?? size),
  );
  return { ...tensor, dimensions };
}

export function inputMappings(node: ast.InferNode): ast.Property[] {
  const written = propertyValue(node.properties, 'inputs');
  return ast.isObjectLiteral(written) ? written.properties : [];
}

/** Without a signature the expressions are still checked against the record. */
export function typeMappings(node: ast.InferNode, record: RecordType | undefined, context: NodeContext): void {
  for (const { value } of inputMappings(node)) fillColumns(value, record, context);
}

function reportUnknownInputs(
  node: ast.InferNode,
  mappings: ast.Property[],
  signature: ModelSignature,
  { accept }: NodeContext,
): void {
  const known = signature.inputs.map(({ name }) => name);
  for (const mapping of mappings) {
    if (!known.includes(mapping.key)) {
      accept(unknownModelInput({ node: mapping, property: 'key' }, mapping.key, node.model.$refText, known));
    }
  }
}

/** The columns a mapping's value names, whether one expression or a list; undefined where one is wrong. */
function fillColumns(value: ast.Expression, record: RecordType | undefined, context: NodeContext) {
  if (!ast.isListLiteral(value)) {
    const column = context.type(value, record);
    return column && [column];
  }
  const columns = value.items.map((item) => listedColumns(item, record, context));
  return columns.includes(undefined) ? undefined : (columns.flat() as TypedExpression[]);
}

function listedColumns(item: ast.ListItem, record: RecordType | undefined, { type, accept }: NodeContext) {
  if (!ast.isAllItem(item)) {
    const column = type(item, record);
    return column && [column];
  }
  const fields = record && exceptColumns(item, record, accept);
  if (fields?.length !== (record?.fields.length ?? 0) - item.except.length) return undefined;
  return fields?.map((field): TypedExpression => ({ op: 'field', type: field.type, path: [field.name] }));
}

function traceOf(expression: TypedExpression, { input }: ast.InferNode, context: NodeContext): Trace {
  const name = nameOf(expression);
  const [column] = expression.op === 'field' && expression.path.length === 1 ? expression.path : [];
  const steps = column === undefined || input === undefined ? [] : sizeSteps(input, column, context);
  const maker = steps.at(-1)?.node.name;
  return {
    what: maker === undefined ? name : `${name} of \`${maker}\``,
    related: placesOf(steps),
    history: steps[0]?.type.dimensions.map((_, dimension) => historyOf(steps, dimension)) ?? [],
  };
}

/** How many values fill it for one record; one where that is not known. */
function sizeOf({ dimensions }: ModelTensor): number {
  return (dimensions ?? []).slice(1).reduce<number>((size, one) => size * (typeof one === 'number' ? one : 1), 1);
}

/** One input of the model and what is to fill it. */
class InputFilling {
  private readonly node: ast.InferNode;
  private readonly tensor: ModelTensor;
  private readonly mapping: ast.Property | undefined;
  private readonly record: RecordType | undefined;
  private readonly context: NodeContext;

  constructor(
    node: ast.InferNode,
    tensor: ModelTensor,
    mapping: ast.Property | undefined,
    record: RecordType | undefined,
    context: NodeContext,
  ) {
    this.node = node;
    this.tensor = tensor;
    this.mapping = mapping;
    this.record = record;
    this.context = context;
  }

  fill(sizes: Sizes): InferenceInput | undefined {
    const columns = this.mapping ? fillColumns(this.mapping.value, this.record, this.context) : this.columnOfSameName();
    if (columns === undefined) return undefined;
    const mismatch = this.mismatch(columns, sizes);
    if (mismatch !== undefined) this.context.accept(mismatch);
    return { tensor: this.tensor, columns };
  }

  /** By a mapping, or by mappings, under a wrong name. */
  private isMeant(): boolean {
    const properties = this.node.properties?.properties.map(({ key }) => key) ?? [];
    const mappings = inputMappings(this.node).map(({ key }) => key);
    return isMisspelt('inputs', properties) || isMisspelt(this.tensor.name, mappings);
  }

  private columnOfSameName(): TypedExpression[] | undefined {
    const { name } = this.tensor;
    const field = fieldNamed(this.record, name);
    if (field === undefined && this.tensor.element === undefined) {
      this.context.accept(unsupportedTensor(this.place, name, this.tensor.elementName));
      return undefined;
    }
    if (field !== undefined) return [{ op: 'field', type: field.type, path: [name] }];
    const known = this.record?.fields.map((one) => one.name);
    if (known !== undefined && !this.isMeant() && !(this.record && mayHave(this.record, name))) {
      const model = this.node.model.$refText;
      this.context.accept(
        inputNotFilled(this.place, name, printTensor(this.tensor), model, known, sizeOf(this.tensor)),
      );
    }
    return undefined;
  }

  private mismatch(columns: TypedExpression[], sizes: Sizes): FlowDiagnostic | undefined {
    const { name, elementName, element, dimensions } = this.tensor;
    const shape = printTensor(this.tensor);
    if (element === undefined) return unsupportedTensor(this.place, name, elementName);
    if (dimensions?.length === 0) return noBatchDimension(this.place, name, shape);
    const misfit = this.whyNot(columns, sizes);
    if (misfit !== undefined) {
      return inputDoesNotFit(this.place, name, shape, misfit.reason, sizeOf(this.tensor), misfit.related);
    }
    const nullable = columns.filter(({ type }) => isNullable(type));
    if (nullable.length === 0) return undefined;
    const names = nullable.flatMap((one) => (one.op === 'field' ? [one.path.join('.')] : []));
    const what = `${nullable.map(nameOf).join(', ')} may be null`;
    return nullIntoModel(this.place, name, what, names, exampleOf(scalarType(element)));
  }

  private whyNot(columns: TypedExpression[], sizes: Sizes): Misfit | undefined {
    const isList = this.mapping !== undefined && ast.isListLiteral(this.mapping.value);
    const [only] = columns;
    const filling = this.filling(columns, isList);
    if (isList || only === undefined) return whyColumnsDoNotFit(columns, this.tensor, sizes, filling);
    return only.type.kind === 'unknown' ? undefined : whyVectorDoesNotFit(only.type, this.tensor, sizes, filling);
  }

  private filling(columns: TypedExpression[], isList: boolean): Filling {
    const tensor = this.tensor.name;
    const [only] = columns;
    const isOne = !isList && only !== undefined;
    const trace = (): Trace =>
      isOne ? traceOf(only, this.node, this.context) : { what: `the list for "${tensor}"`, related: [], history: [] };
    return { model: this.node.model.$refText, tensor, trace };
  }

  private get place(): Place {
    return this.mapping ? { node: this.mapping, property: 'value' } : { node: this.node, property: 'model' };
  }
}
