import { datasetMismatch } from '../../diagnostics/schemas.ts';
import type { WriteNode } from '../../generated/ast.ts';
import { explainMismatch } from '../../types/is-assignable.ts';
import type { AnalyzeNode } from '../node-context.ts';
import { recordTypeOf } from '../type-of.ts';

/** A dataset takes every record that has its fields; what else a record has is left out. */
export const analyzeWrite: AnalyzeNode<WriteNode> = (node, { recordOf, accept }) => {
  const input = recordOf(node.input);
  const dataset = node.target?.dataset?.ref;
  const stored = dataset && recordTypeOf(dataset.type);
  const reason = input && stored && explainMismatch(input, stored);
  if (reason !== undefined && dataset !== undefined) {
    accept(
      datasetMismatch({ node: node.input }, `These records do not fit dataset "${dataset.name}"`, reason, dataset),
    );
  }
  return { input, scope: input };
};
