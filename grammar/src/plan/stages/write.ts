import { recordTypeOf } from '../../analysis/type-of.ts';
import { datasetProperties } from '../../catalog/dataset-properties.ts';
import type { Dataset, WriteNode } from '../../generated/ast.ts';
import { readProperties } from '../../properties/read-value.ts';
import { plainRecord } from '../plain-record.ts';
import type { WriteStage } from '../plan.ts';
import type { PlanNode } from '../stage-context.ts';
import { connectorCall } from './connector-call.ts';

export const planWrite: PlanNode<WriteNode> = (_analysis, node, context) => {
  const connector = connectorCall(node.target, 'write', context);
  if (connector === undefined) return undefined;
  const dataset = node.target.dataset.ref;
  return { stage: { kind: 'write', connector, ...(dataset && partOfDataset(dataset)) }, digests: {} };
};

/** Of a flow without mistakes, so the record of the dataset is known. */
function partOfDataset({ type, properties }: Dataset): Pick<WriteStage, 'stored' | 'retention'> {
  const record = recordTypeOf(type);
  const { keep, retain } = readProperties(properties?.properties ?? [], datasetProperties, new Map());
  return {
    ...(record && { stored: plainRecord(record) }),
    retention: {
      ...(typeof keep === 'number' && { keep }),
      ...(typeof retain === 'number' && { retainMs: retain }),
    },
  };
}
