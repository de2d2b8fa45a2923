import { formatCount, formatDuration, formatRate, formatShare } from '../format.ts';
import type { DiagramNode, NodeRunView } from '../protocol.ts';

/** The last row of a card: what leaves the node, or how its run stands. */
export function CardFoot({ node, run }: { node: DiagramNode; run: NodeRunView | undefined }) {
  return <div className="card-foot">{run === undefined ? <Still node={node} /> : <Running run={run} />}</div>;
}

function Still({ node }: { node: DiagramNode }) {
  if (node.isBroken) return <span className="is-error">does not parse</span>;
  if (node.fieldCount === undefined) return null;
  return (
    <span>
      {node.fieldCount} {node.fieldCount === 1 ? 'field' : 'fields'}
    </span>
  );
}

function Running({ run }: { run: NodeRunView }) {
  const isRunning = run.state === 'running';
  return (
    <>
      <span className={`state state-${run.state}`} title={run.error ?? run.state} />
      <span title="records">{formatCount(run.records)}</span>
      {isRunning && run.rate !== undefined && <span className="quiet">{formatRate(run.rate)}</span>}
      {run.state === 'cached' && <span className="quiet">cached</span>}
      {!isRunning && run.state !== 'cached' && run.durationMs !== undefined && (
        <span className="quiet">{formatDuration(run.durationMs)}</span>
      )}
      {run.failed > 0 && <span className="is-error">{formatCount(run.failed)} failed</span>}
      {run.batchFill !== undefined && <BatchFill share={run.batchFill} />}
    </>
  );
}

function BatchFill({ share }: { share: number }) {
  return (
    <span className="fill" title={`batches filled to ${formatShare(share)} of their maximum`}>
      <meter min={0} max={1} value={share} aria-label="batch fill" />
      {formatShare(share)}
    </span>
  );
}
