import { datasetMismatch } from '../../diagnostics/schemas.ts';
import type { ReadNode } from '../../generated/ast.ts';
import { explainMismatch } from '../../types/is-assignable.ts';
import { afterDefaults } from '../after-defaults.ts';
import type { AnalyzeNode } from '../node-context.ts';
import { recordTypeOf } from '../type-of.ts';

/** What is read has the schema that the node names, else that of the dataset. */
export const analyzeRead: AnalyzeNode<ReadNode> = (node, { accept }) => {
  const dataset = node.source?.dataset?.ref;
  const stored = dataset && recordTypeOf(dataset.type);
  const named = node.type && recordTypeOf(node.type);
  const reason = stored && named && explainMismatch(stored, named);
  if (reason !== undefined && dataset !== undefined) {
    accept(
      datasetMismatch({ node, property: 'type' }, `Records of dataset "${dataset.name}" do not fit`, reason, dataset),
    );
  }
  const record = node.type === undefined ? stored : named;
  return { output: record && afterDefaults(record) };
};
