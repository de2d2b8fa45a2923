import type { ReadStage } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import { connectorOf } from './connector-of.ts';
import { defaultBatchSize } from './default-batch-size.ts';
import type { NodeBehaviour } from './node-behaviour.ts';

/** A source of records. */
export const read: NodeBehaviour<'read'> = {
  kind: 'read',
  async open(stage, { projectFolder, signal, resumed, secret }) {
    const openSource = connectorOf(stage.connector.name, 'openSource');
    const batchSize = stage.batch.max ?? defaultBatchSize(stage.output);
    const from = resumed?.position;
    const place = { projectFolder, signal, secret };
    const source = await openSource(stage.connector, { ...place, schema: stage.output, batchSize, from });
    return {
      role: 'source',
      async next(sequence) {
        const part = await source.next();
        if (part === undefined) return undefined;
        return { output: batchOf(stage, sequence, part.columns, part.length), bad: part.bad };
      },
      position: () => source.position?.(),
      verify: async () => source.verify?.(),
      close: () => source.close(),
    };
  },
};

function batchOf(stage: ReadStage, sequence: number, columns: Batch['columns'], length: number): Batch {
  return new Batch({ node: stage.name, sequence }, stage.output, columns, length);
}
