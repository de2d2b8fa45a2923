import { duplicateColumn } from '../../diagnostics/schemas.ts';
import { notACondition } from '../../diagnostics/types.ts';
import * as ast from '../../generated/ast.ts';
import { fieldNamed } from '../../types/field-named.ts';
import { withUnclear } from '../../types/may-have.ts';
import { nullableIf } from '../../types/nullability.ts';
import { printType } from '../../types/print-type.ts';
import { type Field, recordType } from '../../types/type.ts';
import { fieldsOf } from '../fields-of.ts';
import { isBool } from '../is-bool.ts';
import type { AnalyzeNode } from '../node-context.ts';
import { passedOn } from './select-columns.ts';

/**
 * The records that came in, with the answers as new columns. With `when` these columns may be null, for records that nobody is asked
 * about; an answer that somebody gives has the type that was asked for.
 */
export const analyzeReview: AnalyzeNode<ast.ReviewNode> = (node, { recordOf, type, accept }) => {
  const input = recordOf(node.input);
  const ask = node.properties.find(ast.isAskProperty);
  const condition = node.properties.filter(ast.isProperty).find(({ key }) => key === 'when');
  const when = type(condition?.value, input);
  if (condition && when && !isBool(when.type)) {
    accept(notACondition({ node: condition, property: 'value' }, 'when', printType(when.type), printType(when.type)));
  }
  const answers = fieldsOf(ask?.record);
  const clash = (field: Field) => fieldNamed(input, field.name) !== undefined;
  for (const field of answers.filter(clash)) {
    const place = ask?.record.fields.find(({ name }) => name === field.name) ?? node;
    accept(duplicateColumn({ node: place, property: 'name' }, field.name, undefined, 'give the answer another name'));
  }
  const review = { answers, ...(when && { when }) };
  if (input === undefined) return { review };
  const asColumn = (field: Field) => ({ ...field, type: nullableIf(field.type, condition !== undefined) });
  const fields = [...input.fields.map(passedOn), ...answers.filter((field) => !clash(field)).map(asColumn)];
  return { input, scope: input, review, output: withUnclear(recordType(fields), input.unclear) };
};
