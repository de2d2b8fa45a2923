/**
 * Every message between the pages and their host, both ways. The host is the extension, or a script in a plain browser.
 * A page trusts its host; the host takes what a page sends for hostile until `parsePageMessage` of the extension has
 * read it. Types only, so that the extension imports no code of the pages.
 */
import type { Diagram, DiagramPatch } from '@millrace/language-server/protocol';
import type { RunFailure } from 'millrace/protocol';

export type { Diagram, DiagramEdge, DiagramField, DiagramNode, DiagramPatch } from '@millrace/language-server/protocol';

export type HostMessage =
  /** The whole picture; null where the file has no flow. */
  | { type: 'diagram'; file: string; flows: string[]; diagram: Diagram | null }
  | { type: 'patches'; patches: DiagramPatch[] }
  /** The node the cursor stands in. */
  | { type: 'select'; node: string | null }
  /** The last or present run of the flow shown; null when it is forgotten. */
  | { type: 'run'; run: RunView | null }
  | { type: 'results'; results: RunResults };

export type PageMessage =
  /** The page listens now and knows nothing yet. */
  | { type: 'ready' }
  | { type: 'reveal'; flow: string; node: string }
  | { type: 'choose-flow'; flow: string }
  | { type: 'run-flow'; flow: string }
  | { type: 'stop-run' }
  /** One of the results' artefacts, by its place in the list. */
  | { type: 'open-artefact'; index: number };

export type NodeState = 'waiting' | 'running' | 'succeeded' | 'cached' | 'failed' | 'skipped' | 'cancelled';

/** How a run stands, node by node. */
export interface RunView {
  flow: string;
  status: 'running' | 'succeeded' | 'failed' | 'cancelled';
  nodes: Record<string, NodeRunView>;
  durationMs?: number;
  error?: RunFailure;
}

export interface NodeRunView {
  state: NodeState;
  records: number;
  failed: number;
  /** Records per second. */
  rate?: number;
  /** Mean share of the batch maximum used, 0 to 1. */
  batchFill?: number;
  durationMs?: number;
  /** Why the node failed. */
  error?: string;
}

/** What a finished run left, as the results page shows it. */
export interface RunResults {
  flow: string;
  file: string;
  status: 'succeeded' | 'failed' | 'cancelled';
  durationMs: number;
  error?: RunFailure;
  sinks: SinkResult[];
  /** The first failures; `failedTotal` counts all. */
  failures: FailedRecord[];
  failedTotal: number;
  artefacts: { node: string; path: string; records: number; bytes: number }[];
}

export interface SinkResult {
  node: string;
  records: number;
  columns: ResultColumn[];
  /** The first records, one value per column, as JSON. */
  rows: unknown[][];
}

export interface ResultColumn {
  name: string;
  /** The type as the language prints it. */
  type: string;
}

export interface FailedRecord {
  node: string;
  message: string;
  attempt: number;
  record?: unknown;
  source?: { path: string; line?: number };
}
