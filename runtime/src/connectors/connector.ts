import type { Column, ConnectorCall, RecordType } from '@millrace/grammar';
import type { BadRecord, Batch } from '../batch/batch.ts';

/** What every connector is told when it is opened. */
export interface ConnectorContext {
  /** Absolute; paths in options are relative to it. */
  projectFolder: string;
  signal: AbortSignal;
}

export interface SourceContext extends ConnectorContext {
  schema: RecordType;
  /** Records per batch; every batch but the last has exactly so many, counting the bad ones. */
  batchSize: number;
}

export interface SinkContext extends ConnectorContext {
  schema: RecordType;
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
  close(): Promise<void>;
}

/** An open sink: nothing stands under its final name before `publish`. */
export interface Sink {
  write(batch: Batch): Promise<void>;
  /** Brings the whole output to the disk, still under another name: everything that takes long or fails. Ends with the signal. */
  complete(): Promise<void>;
  /** Gives what is complete its final name, whatever the signal says: the outputs of a run appear together. */
  publish(): Promise<Artefact[]>;
  /** Without a publish before it, removes what was written. Allowed twice. */
  close(): Promise<void>;
}

export interface Artefact {
  /** Relative to the project folder, with `/`. */
  path: string;
  records: number;
  bytes: number;
}

/** Behaviour of a connector of the catalogue; the spec of the same name is in grammar/src/catalog/connectors. */
export interface Connector {
  name: string;
  openSource?(call: ConnectorCall, context: SourceContext): Promise<Source>;
  openSink?(call: ConnectorCall, context: SinkContext): Promise<Sink>;
}
