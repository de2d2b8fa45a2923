import { isComparable } from '../../catalog/functions/comparable.ts';
import { incomparableKeys } from '../../diagnostics/graph.ts';
import { isMisspelt } from '../../diagnostics/is-misspelt.ts';
import { duplicateColumn } from '../../diagnostics/schemas.ts';
import * as ast from '../../generated/ast.ts';
import { withUnclear } from '../../types/may-have.ts';
import { nullableIf } from '../../types/nullability.ts';
import { printType } from '../../types/print-type.ts';
import { type RecordType, recordType } from '../../types/type.ts';
import type { Join, JoinColumn } from '../flow-analysis.ts';
import { type JoinSides, joinKey } from '../join-key.ts';
import type { AnalyzeNode, NodeContext } from '../node-context.ts';
import { propertyValue } from '../property-value.ts';
import { passedOn } from './select-columns.ts';

/**
 * The columns of the left, then those of the right, which a left join makes nullable. A column of the right that is compared with
 * one of its own name on the left is the same column, and comes once.
 */
export const analyzeJoin: AnalyzeNode<ast.JoinNode> = (node, context) => {
  const [left, right] = [context.recordOf(node.left), context.recordOf(node.right)];
  const sides: JoinSides = { node, left, right };
  const keys = node.conditions.map((condition) => typeCondition(condition, sides, context));
  if (left === undefined || right === undefined) return { input: left, scope: left };
  const kind = wordOf(node, 'kind') === 'left' ? 'left' : 'inner';
  const known = keys.filter((key) => key !== undefined);
  const properties = node.properties?.properties.map(({ key }) => key) ?? [];
  const isSure = known.length === keys.length && !isMisspelt('prefix', properties);
  const columns = joinColumns(node, { left, right, kind, keys: known, isSure }, context);
  const output = withUnclear(recordType(columns.map(({ field }) => field)), ...unclearOfSides(node, left, right));
  return { input: left, scope: left, join: { kind, keys: known, columns }, output };
};

type JoinKey = Join['keys'][number];

function typeCondition(condition: ast.JoinCondition, sides: JoinSides, context: NodeContext): JoinKey | undefined {
  const [first, second] = [condition.left, condition.right].map((path) => joinKey(path, sides, context.accept));
  if (first === undefined || second === undefined) return undefined;
  if (first.side === second.side) {
    context.accept(incomparableKeys({ node: condition }, 'a join compares a column of each side'));
    return undefined;
  }
  if (!isComparable(first.expression.type, second.expression.type)) {
    const types = `${printType(first.expression.type)} with ${printType(second.expression.type)}`;
    context.accept(incomparableKeys({ node: condition }, `cannot compare ${types}`));
    return undefined;
  }
  const [left, right] = first.side === 'left' ? [first, second] : [second, first];
  return { left: left.expression, right: right.expression };
}

interface Joined {
  left: RecordType;
  right: RecordType;
  kind: Join['kind'];
  keys: JoinKey[];
  /** No: a condition or the prefix is written wrong, and might have parted two columns or made one of them. */
  isSure: boolean;
}

/** A name of the right may come with a prefix; where the prefix is written wrong, nobody can tell. */
function unclearOfSides(node: ast.JoinNode, left: RecordType, right: RecordType): RecordType['unclear'][] {
  const properties = node.properties?.properties.map(({ key }) => key) ?? [];
  if (isMisspelt('prefix', properties)) return ['any'];
  const prefix = textOf(node, 'prefix');
  const ofRight = right.unclear === 'any' ? 'any' : right.unclear?.map((name) => prefix + name);
  return [left.unclear, ofRight];
}

function joinColumns(node: ast.JoinNode, sides: Joined, { accept }: NodeContext): JoinColumn[] {
  const { left, right, kind, keys, isSure } = sides;
  const prefix = textOf(node, 'prefix');
  const columns = new Map<string, JoinColumn>();
  for (const field of left.fields) columns.set(field.name, { field: passedOn(field), side: 'left', from: field.name });
  for (const field of right.fields) {
    const name = prefix + field.name;
    if (prefix === '' && isSameColumn(field.name, keys)) continue;
    if (columns.has(name)) {
      const advice = `give those of "${node.right.node.$refText}" a prefix: { prefix: "${node.right.node.$refText}_" }`;
      if (isSure) accept(duplicateColumn({ node: node.right }, name, { node: node.left }, advice));
      continue;
    }
    const type = nullableIf(field.type, kind === 'left');
    columns.set(name, { field: { ...passedOn(field), name, type }, side: 'right', from: field.name });
  }
  return [...columns.values()];
}

/** The columns are compared with each other, so their values are the same. */
function isSameColumn(name: string, keys: JoinKey[]): boolean {
  return keys.some(({ left, right }) => isColumn(left, name) && isColumn(right, name));
}

function isColumn(expression: JoinKey['left'], name: string): boolean {
  return expression.op === 'field' && expression.path.length === 1 && expression.path[0] === name;
}

function wordOf(node: ast.JoinNode, key: string): string | undefined {
  const value = propertyValue(node.properties, key);
  return ast.isReference(value) ? value.name : undefined;
}

function textOf(node: ast.JoinNode, key: string): string {
  const value = propertyValue(node.properties, key);
  return ast.isStringLiteral(value) ? value.value : '';
}
