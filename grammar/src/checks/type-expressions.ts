import { suffixesMax, typeOf } from '../analysis/type-of.ts';
import { badVector, notARecord } from '../diagnostics/schemas.ts';
import * as ast from '../generated/ast.ts';
import { printType } from '../types/print-type.ts';
import type { Check, CheckContext } from './check.ts';

/** [T7] A vector holds scalars that are never null, in sizes of at least one. [T8] What flows are records. */
export const checkTypeExpressions: Check = (context) => {
  for (const type of context.all('TypeExpression')) checkSuffixes(type, context);
  for (const node of [...context.all('ReadNode'), ...context.all('TaskNode'), ...context.all('Dataset')]) {
    if (node.type !== undefined) checkRecord(node, context);
  }
  for (const parameter of context.all('Parameter')) if (parameter.isStream) checkRecord(parameter, context);
};

function checkSuffixes(type: ast.TypeExpression, { accept }: CheckContext): void {
  const deep = type.suffixes[suffixesMax];
  if (deep !== undefined) {
    accept(badVector({ node: deep }, `No more than ${suffixesMax} lists are inside of each other`));
    return;
  }
  for (const [index, suffix] of type.suffixes.entries()) {
    if (!ast.isListSuffix(suffix) || suffix.dimensions.length === 0) continue;
    const isScalar = index === 0 && ast.isScalarReference(type.base);
    const isUnknown = ast.isSchemaReference(type.base) && type.base.schema?.ref === undefined;
    if (!isScalar && !isUnknown)
      accept(badVector({ node: suffix }, 'A vector holds scalars; write T[] for a list of anything else'));
    for (const dimension of suffix.dimensions) {
      if (dimension.size !== undefined && Number(dimension.size) === 0) {
        accept(badVector({ node: dimension }, 'A vector has at least one element in each dimension'));
      }
    }
  }
}

const whatFlows = {
  ReadNode: 'What is read',
  TaskNode: 'Results',
  Dataset: 'What a dataset holds',
  Parameter: 'What a stream brings',
};

function checkRecord(node: ast.ReadNode | ast.TaskNode | ast.Dataset | ast.Parameter, { accept }: CheckContext): void {
  const type = typeOf(node.type);
  if (type.kind === 'unknown' || (type.kind === 'record' && !type.nullable)) return;
  accept(notARecord({ node, property: 'type' }, whatFlows[node.$type], printType(type)));
}
