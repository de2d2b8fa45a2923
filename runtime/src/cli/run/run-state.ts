import type { NodeProgress, RunEvent, RunFailure } from '../../protocol.ts';

/** What is known of a run from its events so far. */
export interface RunState {
  flow: string;
  nodes: Map<string, NodeState>;
  artefacts: Extract<RunEvent, { type: 'artefact' }>[];
  previews: Extract<RunEvent, { type: 'preview' }>[];
  /** Bad records that were told of one by one. */
  failures: Extract<RunEvent, { type: 'record-failed' }>[];
}

export interface NodeState {
  name: string;
  kind: string;
  status: 'waiting' | 'running' | 'succeeded' | 'cached' | 'failed' | 'skipped';
  records: number;
  failed: number;
  rate: number;
  batchFill?: number;
  durationMs?: number;
  error?: RunFailure;
}

export function emptyRunState(): RunState {
  return { flow: '', nodes: new Map(), artefacts: [], previews: [], failures: [] };
}

/** Takes one event into the state, in place. */
export function applyEvent(state: RunState, event: RunEvent): void {
  if (event.type === 'run-started') startAll(state, event);
  else if (event.type === 'node-started') change(state, event.node, { status: 'running' });
  else if (event.type === 'progress') for (const node of event.nodes) change(state, node.node, ofProgress(node));
  else if (event.type === 'node-finished') change(state, event.node, ofFinished(event));
  else if (event.type === 'artefact') state.artefacts.push(event);
  else if (event.type === 'preview') state.previews.push(event);
  else if (event.type === 'record-failed') state.failures.push(event);
}

function startAll(state: RunState, { flow, nodes }: Extract<RunEvent, { type: 'run-started' }>): void {
  state.flow = flow;
  for (const { name, kind } of nodes) {
    state.nodes.set(name, { name, kind, status: 'waiting', records: 0, failed: 0, rate: 0 });
  }
}

function ofFinished(event: Extract<RunEvent, { type: 'node-finished' }>): Partial<NodeState> {
  const { status, records, durationMs, error } = event;
  return { status, records, durationMs, rate: 0, ...(error && { error }) };
}

function ofProgress({ records, failed, rate, batchFill }: NodeProgress): Partial<NodeState> {
  return { records, failed, rate, ...(batchFill !== undefined && { batchFill }) };
}

function change(state: RunState, name: string, changes: Partial<NodeState>): void {
  const node = state.nodes.get(name);
  if (node) Object.assign(node, changes);
}
