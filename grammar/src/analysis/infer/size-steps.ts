/**
 * Where a column got its size: the nodes that gave it or changed it, from the nearest to the one that made the column. Only
 * asked for when a size does not fit.
 */

import * as ast from '../../generated/ast.ts';
import { fieldNamed } from '../../types/field-named.ts';
import { printType } from '../../types/print-type.ts';
import type { VectorType } from '../../types/type.ts';
import type { NodeContext } from '../node-context.ts';
import { outputMappings } from './choose-outputs.ts';
import type { RelatedPlaces, Size } from './sizes.ts';

export interface SizeStep {
  node: ast.Node | ast.Parameter;
  column: string;
  type: VectorType;
  /** Its type before, where the node gave a number to one of its symbols. */
  was?: VectorType;
}

export function sizeSteps(input: ast.Input, column: string, context: NodeContext): SizeStep[] {
  const steps: SizeStep[] = [];
  const seen = new Set<ast.Node | ast.Parameter>();
  let at: { input: ast.Input; column: string } | undefined = { input, column };
  while (at !== undefined) {
    const node: ast.Node | ast.Parameter | undefined = at.input.node?.ref;
    const type = vectorAt(at.input, at.column, context);
    if (node === undefined || type === undefined || seen.has(node)) break;
    seen.add(node);
    const before = upstream(node, at.column);
    const was = before && vectorAt(before.input, before.column, context);
    if (was === undefined) steps.push({ node, column: at.column, type });
    else if (printType(was) !== printType(type)) steps.push({ node, column: at.column, type, was });
    at = was && before;
  }
  return steps;
}

function vectorAt(input: ast.Input, column: string, context: NodeContext): VectorType | undefined {
  const type = fieldNamed(context.recordOf(input), column)?.type;
  return type?.kind === 'vector' ? type : undefined;
}

/** The column a node took it from; undefined where the node made it. */
function upstream(node: ast.Node | ast.Parameter, column: string): { input: ast.Input; column: string } | undefined {
  if (ast.isSelectNode(node)) return selected(node, column);
  if (ast.isInferNode(node) && outputMappings(node)?.some(({ key }) => key === column)) return undefined;
  const passes = ast.isInferNode(node) || ast.isFilterNode(node) || ast.isRouteNode(node) || ast.isReviewNode(node);
  return passes ? { input: node.input, column } : undefined;
}

function selected({ items, input }: ast.SelectNode, column: string): { input: ast.Input; column: string } | undefined {
  const item = items.filter(ast.isFieldItem).find(({ name }) => name === column);
  if (item === undefined) return items.some(ast.isAllItem) ? { input, column } : undefined;
  if (item.value === undefined) return { input, column };
  return ast.isReference(item.value) ? { input, column: item.value.name } : undefined;
}

/** For people: `"ids" is int64[256] from here`. */
export function placesOf(steps: readonly SizeStep[]): RelatedPlaces {
  return steps.map(({ node, column, type, was }) => ({
    message: `"${column}" ${was === undefined ? 'is' : `was ${printType(was)} and is`} ${printType(type)} from here`,
    place: { node, property: 'name' },
  }));
}

/** Where a node gave the symbol in this dimension its number: `` `seq` is 256 from `embed` ``. */
export function historyOf(steps: readonly SizeStep[], dimension: number): string | undefined {
  const step = steps.find(
    ({ type, was }) => was !== undefined && was.dimensions[dimension] !== type.dimensions[dimension],
  );
  const symbol: Size | undefined = step?.was?.dimensions[dimension];
  return step && `\`${symbol}\` is ${step.type.dimensions[dimension]} from \`${step.node.name}\``;
}
