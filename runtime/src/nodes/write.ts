import { connectorOf } from './connector-of.ts';
import { type NodeBehaviour, oneBatch } from './node-behaviour.ts';

/** A sink of records; what it wrote gets its final name only when the executor publishes it. */
export const write: NodeBehaviour<'write'> = {
  kind: 'write',
  async open(stage, { projectFolder, signal, runId }) {
    const openSink = connectorOf(stage.connector.name, 'openSink');
    const sink = await openSink(stage.connector, {
      projectFolder,
      signal,
      runId,
      node: stage.name,
      schema: stage.input,
    });
    return {
      role: 'transform',
      inFlight: oneBatch,
      isRetryable: false,
      keepsTimeout: false,
      async process(batch) {
        if (batch.length > 0 || sink.takesEmptyBatches) await sink.write(batch);
        return { bad: [] };
      },
      complete: () => sink.complete(),
      publish: () => sink.publish(),
      close: () => sink.close(),
    };
  },
};
