import { notACondition } from '../../diagnostics/types.ts';
import { narrow } from '../../expressions/narrow.ts';
import type { FilterNode } from '../../generated/ast.ts';
import { isNullable } from '../../types/nullability.ts';
import { printType } from '../../types/print-type.ts';
import { type RecordType, unknownType } from '../../types/type.ts';
import { isBool } from '../is-bool.ts';
import type { AnalyzeNode } from '../node-context.ts';

/** A condition that is not known may rule out any null: whether a field still has some is unknown, and so is its type. */
function withoutNullables(input: RecordType): RecordType {
  if (!input.fields.some(({ type }) => isNullable(type))) return input;
  const fields = input.fields.map((field) => (isNullable(field.type) ? { ...field, type: unknownType } : field));
  return { ...input, fields };
}

/** The records that go on are those that came in, less the nulls that the condition rules out. */
export const analyzeFilter: AnalyzeNode<FilterNode> = (node, { recordOf, type, accept }) => {
  const input = recordOf(node.input);
  const condition = type(node.condition, input);
  if (condition === undefined) return { input, scope: input, output: input && withoutNullables(input) };
  if (!isBool(condition.type))
    accept(
      notACondition({ node, property: 'condition' }, 'where', printType(condition.type), printType(condition.type)),
    );
  return { input, scope: input, condition, output: input && narrow(input, condition) };
};
