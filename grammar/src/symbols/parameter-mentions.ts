/** Where a parameter of a flow is named: in expressions and values of its flow, and as an argument wherever the flow is run. */

import { AstUtils } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import type { NodeAnalysis } from '../analysis/flow-analysis.ts';
import { kindOf } from '../analysis/node-kind.ts';
import { flowOf } from '../analysis/nodes-of.ts';
import { connectors } from '../catalog/connectors/index.ts';
import { nodeKinds } from '../catalog/nodes/index.ts';
import type { PropertySpec } from '../catalog/spec.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import * as ast from '../generated/ast.ts';
import { calledName } from '../properties/call-properties.ts';
import { nodesOfType } from '../syntax/nodes-of-type.ts';
import { fieldNamed } from '../types/field-named.ts';
import type { ProjectTexts } from './project-texts.ts';

/** Of a scalar parameter, the declaration left out. */
export function parameterPlaces(parameter: ast.Parameter, project: ProjectTexts): Place[] {
  const flow = flowOf(parameter);
  if (flow === undefined) return [];
  const inside = [...analyzeFlow(flow).nodes.values()].flatMap((node) => placesIn(node, parameter.name));
  return [...inside, ...argumentPlaces(parameter, flow, project)];
}

/** Arguments that fill the parameter by its name. */
export function argumentPlaces(parameter: ast.Parameter, flow: ast.Flow, project: ProjectTexts): Place[] {
  const given = project.runsOf(flow).flatMap((run) => run.arguments.filter(({ name }) => name === parameter.name));
  return given.map((node) => ({ node, property: 'name' }));
}

function placesIn(node: NodeAnalysis, name: string): Place[] {
  const shorthands = nodesOfType(node.node, 'FieldItem').filter(({ value }) => value === undefined);
  return [...nodesOfType(node.node, 'Reference'), ...shorthands]
    .filter((part) => part.name === name)
    .filter((part) => namedParameter(part, node) !== undefined)
    .map((part) => ({ node: part, property: 'name' }));
}

/** The scalar parameter that a name in a statement is; undefined where it is a field, a stream or a word. */
export function namedParameter(
  part: ast.Reference | ast.FieldItem,
  analysis: NodeAnalysis | undefined,
): ast.Parameter | undefined {
  const parameter = flowOf(part)?.parameters.find(({ name, isStream }) => name === part.name && !isStream);
  if (parameter === undefined || (ast.isFieldItem(part) && part.value !== undefined)) return undefined;
  if (fieldNamed(analysis?.scope, part.name) !== undefined && !isOutsideRecord(part)) return undefined;
  return isOtherName(part) ? undefined : parameter;
}

/** Options of a connector, of code and of a flow that is used see no record. */
function isOutsideRecord(part: ast.Reference | ast.FieldItem): boolean {
  const owner = AstUtils.getContainerOfType(part, ast.isArgument)?.$container;
  if (ast.isSource(owner) || ast.isFlowRun(owner)) return true;
  return ast.isProperty(part.$container) && specOf(part.$container)?.value.kind !== 'condition' && !isMapped(part);
}

function isOtherName(part: ast.Reference | ast.FieldItem): boolean {
  const { $container: owner } = part;
  if (ast.isMember(owner) || AstUtils.getContainerOfType(part, ast.isJoinCondition) !== undefined) return true;
  if (ast.isProperty(owner)) return specOf(owner)?.value.kind === 'word' || keyAround(owner) === 'outputs';
  if (ast.isArgument(owner) && ast.isSource(owner.$container)) return optionOf(owner)?.value.kind === 'word';
  const property = ast.isListLiteral(owner) && ast.isProperty(owner.$container) ? owner.$container : undefined;
  return property !== undefined && specOf(property)?.value.kind === 'columns';
}

/** What fills an input of a model. */
function isMapped(part: ast.Reference | ast.FieldItem): boolean {
  return ast.isProperty(part.$container) && keyAround(part.$container) === 'inputs';
}

/** The property of a node in whose object this one stands. */
function keyAround(property: ast.Property): string | undefined {
  const outer = property.$container.$container;
  return ast.isProperty(outer) && ast.isInferNode(outer.$container.$container) ? outer.key : undefined;
}

function specOf(property: ast.Property): PropertySpec | undefined {
  const owner = ast.isPropertyBlock(property.$container) ? property.$container.$container : property.$container;
  if (!ast.isNode(owner)) return undefined;
  const kind = nodeKinds.find(({ name }) => name === kindOf(owner));
  return kind?.properties.find(({ name }) => name === property.key);
}

function optionOf(argument: ast.Argument): PropertySpec | undefined {
  const source = argument.$container as ast.Source;
  const options = connectors.find(({ name }) => name === calledName(source))?.options;
  return options?.find(({ name }) => name === argument.name);
}
