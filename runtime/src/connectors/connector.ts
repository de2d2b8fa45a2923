import type { Column, ConnectorCall, RecordType } from '@millrace/grammar';
import type { BadRecord, Batch } from '../batch/batch.ts';

/** What every connector is told when it is opened. */
export interface ConnectorContext {
  /** Absolute; paths in options are relative to it. */
  projectFolder: string;
  signal: AbortSignal;
  /** The value of a secret that the call names. It goes into no message, position or file. */
  secret?(name: string): string;
}

/**
 * A place in a source or in an output that outlives the process: plain JSON, which only the connector that told it reads. The
 * executor keeps it in the run's ledger and gives it back when the run is resumed.
 */
export type Position = Readonly<Record<string, unknown>>;

export interface SourceContext extends ConnectorContext {
  /** Begin behind this place, which an earlier source of the same call told. */
  from?: Position;
  schema: RecordType;
  /** Records per batch; every batch but the last has exactly so many, counting the bad ones. */
  batchSize: number;
}

export interface SinkContext extends ConnectorContext, SinkOwner {
  schema: RecordType;
  /** The run may be resumed: what a checkpoint told of stays when the sink is closed before it is published. */
  isResumable?: boolean;
  /** Go on behind this place, which an earlier sink of the same run and node told; what it wrote beyond is dropped. */
  at?: Position;
}

/** Whose output it is. The same run and node have one output, however often the run is resumed. */
export interface SinkOwner {
  runId: string;
  /** The write node. */
  node: string;
}

/** Records of a source between two deterministic offsets. */
export interface SourceBatch {
  /** The good records, in the order of the schema's fields. */
  columns: Column[];
  length: number;
  /** Records that do not fit the schema, in their order. */
  bad: BadRecord[];
}

/** An open source. Its opener closes it; closing twice is allowed, also in the middle. */
export interface Source {
  /** undefined at the end. Rejects with a RunError when the source itself fails. */
  next(): Promise<SourceBatch | undefined>;
  /**
   * The place behind the batch that `next` gave last, before the first the beginning. It says what is read too, so that a source
   * opened `from` it rejects with `source-changed` where that is another by now. Cheap: asked for with every batch, while no
   * `next` is under way. Absent, or undefined, where the records cannot be had again in the same order: the executor then keeps them
   * beside the ledger, and what they feed begins anew where they were not all kept.
   */
  position?(): Position | undefined;
  /** Rejects with `source-changed` where what it reads was changed since it was opened. Asked now and then, and at its end. */
  verify?(): Promise<void>;
  close(): Promise<void>;
}

/** An open sink: nothing stands under its final name before `publish`. */
export interface Sink {
  /** Also batches with no records are wanted: whoever reads them again sees the same batches. */
  readonly takesEmptyBatches?: boolean;
  /** What is published is noted beside it, until `forget` of the connector. */
  readonly leavesNote?: boolean;
  write(batch: Batch): Promise<void>;
  /** The records of the last batch that the output cannot hold, and which it left out. */
  refused?(): RefusedRow[];
  /** Brings the whole output to the disk, still under another name: everything that takes long or fails. Ends with the signal. */
  complete(): Promise<void>;
  /**
   * Brings what is written to the disk and tells where that is. May be asked while a write is under way, also after the signal was
   * aborted, and then tells of what was written before. Behind `complete` the place says so: a sink opened at it takes nothing more
   * and can be published, also where that has been done in part or wholly before. Absent where an output cannot be gone on with: a
   * resumed run then writes it from its beginning.
   */
  checkpoint?(): Promise<SinkCheckpoint>;
  /** Gives what is complete its final name, whatever the signal says: the outputs of a run appear together. */
  publish(): Promise<Artefact[]>;
  /** Without a publish before it, removes what was written, or leaves it for a run that may be resumed. Allowed twice. */
  close(): Promise<void>;
}

/** A record of a batch that does not fit its output. */
export interface RefusedRow {
  row: number;
  message: string;
}

export interface SinkCheckpoint {
  /** Of the first batch that is not in the output up to this place: all with a lower `id.sequence` are, and none other. */
  next: number;
  /** Records in the output up to this place. */
  records: number;
  position: Position;
}

export interface Artefact {
  /** Relative to the project folder, with `/`; of a database or a service its address, with `://`. */
  path: string;
  records: number;
  bytes: number;
}

/** Behaviour of a connector of the catalogue; the spec of the same name is in grammar/src/catalog/connectors. */
export interface Connector {
  name: string;
  /** Records pass by and are neither kept nor had again (stdin, stdout): a run with it cannot be resumed. */
  isPassing?: boolean;
  openSource?(call: ConnectorCall, context: SourceContext): Promise<Source>;
  openSink?(call: ConnectorCall, context: SinkContext): Promise<Sink>;
  /**
   * Removes what a run that will not be resumed left of an output that it has not published. Wanted of connectors whose sinks leave
   * something behind when their process is killed. Nothing there is no failure.
   */
  abandon?(call: ConnectorCall, context: ConnectorContext & SinkOwner): Promise<void>;
  /**
   * Removes what an output notes of itself so that a resumed run does not publish it twice. Asked once the ledger of the run knows that
   * it is published, or that the run will not be resumed. Nothing there is no failure.
   */
  forget?(call: ConnectorCall, context: ConnectorContext & SinkOwner): Promise<void>;
}
