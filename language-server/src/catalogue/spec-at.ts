/** Finds what the catalogue says of a place in the tree: the property, option or annotation that belongs there. */
import {
  type AnnotationSpec,
  annotations,
  type Callee,
  calledName,
  connectors,
  datasetOptions,
  datasetProperties,
  modelProperties,
  moments,
  nodeKinds,
  objectSpec,
  type PropertySpec,
  runners,
  type ValueSpec,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';

/** The keyword of a node, from the type of its statement: `FilterNode` is a `filter`. */
export function kindOf(node: AstNode): string {
  return node.$type.replace(/Node$/, '').toLowerCase();
}

/** The properties that may stand in a block or object: `{ … }` behind a node or model, or nested in one. */
export function propertySpecsIn(block: AstNode): readonly PropertySpec[] {
  if (ast.isPropertyBlock(block)) return propertiesOf(block.$container);
  if (ast.isReviewNode(block)) return propertiesOf(block);
  const object = objectSpecOf(block);
  return object?.kind === 'object' ? object.properties : [];
}

function objectSpecOf({ $container: owner }: AstNode): ReturnType<typeof objectSpec> {
  const spec = ast.isProperty(owner) ? propertySpecOf(owner) : ast.isArgument(owner) ? optionSpecOf(owner) : undefined;
  return spec && objectSpec(spec.value);
}

function propertiesOf(owner: AstNode): readonly PropertySpec[] {
  if (ast.isModel(owner)) return modelProperties;
  if (ast.isDataset(owner)) return datasetProperties;
  return nodeKinds.find((kind) => kind.name === kindOf(owner))?.properties ?? [];
}

export function propertySpecOf(property: ast.Property): PropertySpec | undefined {
  const known = propertySpecsIn(property.$container).find((spec) => spec.name === property.key);
  const entries = known === undefined ? objectSpecOf(property.$container) : undefined;
  return entries?.kind === 'entries' ? { name: property.key, value: entries.value, doc: '' } : known;
}

/** The mapping an entry stands in: `{ features: … }` below `inputs:` of an infer. */
export function mappingAround(property: ast.Property): Extract<ValueSpec, { kind: 'mapping' }> | undefined {
  const outer = property.$container?.$container;
  const value = ast.isProperty(outer) ? propertySpecOf(outer)?.value : undefined;
  return value?.kind === 'mapping' ? value : undefined;
}

/** The options of a call of a connector or runner; undefined for a call in an expression. */
export function optionSpecsOf(call: Callee): readonly PropertySpec[] | undefined {
  if (ast.isSource(call)) {
    const connector = connectors.find((spec) => spec.name === calledName(call));
    return connector?.options ?? (ast.isReadNode(call.$container) ? datasetOptions : []);
  }
  if (isMoment(call)) return moments.find((spec) => spec.name === call.function)?.options ?? [];
  return isRunnerCall(call) ? (runners.find((spec) => spec.name === call.function)?.options ?? []) : undefined;
}

function isMoment({ $container }: ast.Call): boolean {
  return ast.isSchedule($container) || ast.isTrigger($container);
}

export function isRunnerCall(call: ast.Call): boolean {
  const value = ast.isProperty(call.$container) ? propertySpecOf(call.$container)?.value : undefined;
  return value?.kind === 'call' && value.of === 'runners';
}

export function optionSpecOf(argument: ast.Argument): PropertySpec | undefined {
  const call = argument.$container;
  if (!ast.isCall(call) && !ast.isSource(call)) return undefined;
  const specs = optionSpecsOf(call) ?? [];
  if (argument.name !== undefined) return specs.find((spec) => spec.name === argument.name);
  return argument.$containerIndex === 0 ? specs.find((spec) => spec.positional) : undefined;
}

export function annotationSpecOf(annotation: ast.Annotation): AnnotationSpec | undefined {
  return annotations.find((spec) => spec.name === annotation.name);
}

/** What a value must be, where it is a property's or an option's; undefined in an expression. */
export function valueSpecOf(value: AstNode): ValueSpec | undefined {
  const owner = value.$container;
  if (ast.isProperty(owner)) return propertySpecOf(owner)?.value;
  if (ast.isArgument(owner)) return optionSpecOf(owner)?.value;
  return ast.isListLiteral(owner) ? valueSpecOf(owner) : undefined;
}
