import type { NodeRunView, RunView } from '@millrace/webview/protocol';
import type { RunEvent } from 'millrace/protocol';

/** A run as the diagram shows it, from its events one by one. Pure: the same events give the same view. */
export function reduceRunView(view: RunView, event: RunEvent): RunView {
  switch (event.type) {
    case 'run-started':
      return {
        flow: event.flow,
        status: 'running',
        nodes: Object.fromEntries(event.nodes.map(({ name }) => [name, waiting])),
      };
    case 'node-started':
      return withNode(view, event.node, { state: 'running' });
    case 'progress':
      return event.nodes.reduce((next, { node, ...figures }) => withNode(next, node, pickFigures(figures)), view);
    case 'node-finished':
      return withNode(view, event.node, {
        state: event.status,
        records: event.records,
        durationMs: event.durationMs,
        rate: undefined,
        error: event.error?.message,
      });
    case 'run-finished':
      return finish(view, event);
    default:
      return view;
  }
}

export function startedRun(flow: string): RunView {
  return { flow, status: 'running', nodes: {} };
}

/** A run that was stopped before it could say anything about it. */
export function cancelledRun(view: RunView): RunView {
  return finish(view, { status: 'cancelled', durationMs: undefined });
}

/** A run whose process ended without saying so. */
export function brokenRun(view: RunView, message: string): RunView {
  return finish(view, { status: 'failed', durationMs: undefined, error: { code: 'RUNTIME', message } });
}

const waiting: NodeRunView = { state: 'waiting', records: 0, failed: 0 };

function withNode(view: RunView, name: string, change: Partial<NodeRunView>): RunView {
  const before = Object.hasOwn(view.nodes, name) ? view.nodes[name] : waiting;
  return { ...view, nodes: { ...view.nodes, [name]: { ...waiting, ...before, ...change } } };
}

function pickFigures({ records, failed, rate, batchFill }: Omit<NodeRunView, 'state'>): Partial<NodeRunView> {
  return { records, failed, rate, ...(batchFill !== undefined && { batchFill }) };
}

type Ending = Pick<Extract<RunEvent, { type: 'run-finished' }>, 'status' | 'error'> & { durationMs?: number };

/** What had not finished will not any more: it was cancelled. */
function finish(view: RunView, { status, durationMs, error }: Ending): RunView {
  const nodes = Object.entries(view.nodes).map(([name, node]) => {
    const isOpen = node.state === 'waiting' || node.state === 'running';
    return [name, isOpen ? { ...node, state: 'cancelled' as const, rate: undefined } : node] as const;
  });
  return { ...view, status, durationMs, error, nodes: Object.fromEntries(nodes) };
}
