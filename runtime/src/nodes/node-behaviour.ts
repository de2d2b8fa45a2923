import type { RecordType, Scalar, Stage, StageKind } from '@millrace/grammar';
import type { BadRecord, Batch } from '../batch/batch.ts';
import type { Artefact, Position, SinkCheckpoint } from '../connectors/connector.ts';
import type { Clock } from '../execute/clock.ts';
import type { Reviews } from './reviews.ts';
import type { Checkpoints } from './task-model.ts';

/**
 * What a node kind does at run time; its spec is in grammar's catalogue. A node never retries, never decides what a bad
 * record means and never emits events of the run: it says what became of a batch, and the executor does the rest.
 */
export interface NodeBehaviour<Kind extends StageKind = StageKind> {
  kind: Kind;
  /** Rejects with a RunError when the node cannot work at all (no such file, wrong digest, no such export). */
  open(stage: Extract<Stage, { kind: Kind }>, context: NodeContext): Promise<OpenNode>;
}

export interface NodeContext {
  runId: string;
  flow: string;
  /** Absolute. */
  projectFolder: string;
  /** As expressions take them. */
  parameters: Record<string, Scalar>;
  /** As user code sees them: bigint for int64, Date for timestamps. */
  parameterValues: Record<string, unknown>;
  /** Aborted when the run is cancelled or another node has failed: what is in flight may finish, but no wait goes on. */
  signal: AbortSignal;
  clock: Clock;
  /** The value of a secret that the stage names. It goes into no message, event or file. */
  secret?(name: string): string;
  /** Where models that code makes are listed. */
  checkpoints?: Checkpoints;
  /** Where questions to people wait for their answers. */
  reviews?: Reviews;
  /** Where the node tells its inputs apart. */
  inputs: readonly NamedInput[];
  /** The run may be resumed: what a sink has brought to the disk stays when it is closed before it is published. */
  isResumable?: boolean;
  /** Where the node goes on in a run that is resumed; absent where it begins. */
  resumed?: { start: number; position?: Position };
  /** Hands on what user code printed; `batch`: the sequence of the one that it was at. */
  log(stream: 'stdout' | 'stderr', text: string, batch?: number): void;
}

/** An input by what the node calls it: a side of a join, a table of a query. */
export interface NamedInput {
  as: string;
  schema: RecordType;
}

export type OpenNode = OpenSource | OpenTransform | OpenFold;

interface OpenCommon {
  /** Sinks only, those that can be gone on with: brings what is written to the disk and tells how far it is. */
  checkpoint?(): Promise<SinkCheckpoint>;
  /** When all of the input is worked off; a sink brings its whole output to the disk. */
  complete?(): Promise<void>;
  /** Sinks only: the output notes beside its records that they are published. */
  leavesNote?: boolean;
  /** Sinks only: gives the output its final name, after all nodes have succeeded. */
  publish?(): Promise<Artefact[]>;
  /** Frees everything. Allowed twice, and in the middle. */
  close(): Promise<void>;
}

/** A node that makes records out of no input. */
export interface OpenSource extends OpenCommon {
  role: 'source';
  /** undefined at the end. Sequences count from 0. */
  next(sequence: number): Promise<SourceResult | undefined>;
  /** As of a connector's source. */
  position?(): Position | undefined;
  verify?(): Promise<void>;
}

export interface SourceResult {
  /** Absent where the node has no output. */
  output?: Batch;
  bad: BadRecord[];
}

/** A node that takes all of its inputs before it gives anything. */
export interface OpenFold extends OpenCommon {
  role: 'fold';
  /** The records that failed, which are left out. `input`: what the node calls these records, where it has several inputs. */
  take(batch: Batch, input: string | undefined): Promise<BadRow[]>;
  /** Asked when everything is taken; undefined at the end. Sequences count from 0. */
  next(sequence: number): Promise<SourceResult | undefined>;
  /** Of one whose result is kept: where it would be read on. */
  position?(): Position | undefined;
}

/** A node that makes one batch of every batch. */
export interface OpenTransform extends OpenCommon {
  role: 'transform';
  /** How much `process` takes at the same time; results are put in order by the executor. */
  inFlight: InFlight;
  /** True where giving the same records again is safe and may end differently; the executor retries only then. */
  isRetryable: boolean;
  /** True where the node itself ends a call that outlives the stage's `timeoutMs`. */
  keepsTimeout: boolean;
  /** Takes a batch of the second input, all of which comes before the first of the others. */
  takeAhead?(batch: Batch): Promise<void>;
  /** Rejects only when the node as a whole cannot go on; a record that fails is in `bad`. */
  process(batch: Batch, attempt: number): Promise<TransformResult>;
  /** Says that a batch outlived the stage's timeout: its result is not wanted any more and may never come. */
  timedOut?(): void;
  /** Says that no batch follows, so that nothing waits for company. */
  end?(): void;
  /** Records of the batches in flight that are done already; for batches that take long. */
  doneInFlight?(): number;
  /** Mean share of the batch maximum used so far, 0 to 1. */
  batchFill?(): number | undefined;
}

export interface InFlight {
  batches: number;
  records: number;
}

export const oneBatch: InFlight = { batches: 1, records: Number.POSITIVE_INFINITY };

export interface TransformResult {
  /** Absent where the node has no output. */
  output?: Batch;
  /** Of a node whose records leave by ports of its own: one batch for each, maybe with no records. */
  ports?: ReadonlyMap<string, Batch>;
  bad: BadRow[];
  /** The input row of each output record, ascending; absent where the output is all rows but the bad ones, one to one. */
  origins?: ArrayLike<number>;
}

/** A record of the input batch that failed. */
export interface BadRow {
  row: number;
  message: string;
  /** The code of the RunError where nothing takes bad records; `record-failed` if absent. */
  code?: string;
}
