/**
 * The tables of the catalogue as Kysely sees them; in the database their names and those of their columns have underscores.
 * docs/reference/catalogue.md says the same for people who query it. Points in time are ISO 8601 texts in UTC, with milliseconds,
 * so that their order is that of the texts; what is JSON is text; yes and no are 1 and 0.
 * Every row that is not below a run says whose it is: `project` is the name of the project, for a shared database holds several.
 */
export type Tables = {
  runs: RunRow;
  runNodes: RunNodeRow;
  runErrors: RunErrorRow;
  batches: BatchRow;
  artefacts: ArtefactRow;
  relationships: RelationshipRow;
  fileDigests: FileDigestRow;
  datasets: DatasetRow;
  datasetBatches: DatasetBatchRow;
  models: ModelRow;
  checkpoints: CheckpointRow;
  reviews: ReviewRow;
  reviewAnswers: ReviewAnswerRow;
};

/** `running` of a process that is gone is shown as `interrupted`. */
export type RunStatus = 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface RunRow {
  id: string;
  project: string;
  flow: string;
  /** Path of the .flow file, relative to the project. */
  source: string;
  /** What its user called it. */
  name: string | null;
  status: RunStatus;
  startedAt: string;
  finishedAt: string | null;
  durationMs: number | null;
  planFingerprint: string;
  /** JSON; plans have names of secrets and never their values. */
  plan: string;
  /** JSON: values by name. */
  parameters: string;
  gitCommit: string | null;
  /** 1 where files of the project differed from the commit. */
  gitDirty: number | null;
  /** JSON: of Millrace, Node and the libraries that compute. */
  versions: string;
  /** Where a process id means the same process. */
  machine: string;
  pid: number;
  /** Tells a process from a later one of the same id, where the system says when it started. */
  processStart: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  errorNode: string | null;
}

export type NodeStatus = 'waiting' | 'succeeded' | 'cached' | 'failed' | 'skipped';

export interface RunNodeRow {
  runId: string;
  node: string;
  /** Its place in the plan. */
  ordinal: number;
  kind: string;
  status: NodeStatus;
  records: number;
  batches: number;
  failed: number;
  durationMs: number | null;
  fingerprint: string;
  /** JSON: digest by component. */
  fingerprintParts: string;
  errorCode: string | null;
  errorMessage: string | null;
}

/** The first bad records of each node of a run. */
export interface RunErrorRow {
  runId: string;
  node: string;
  ordinal: number;
  message: string;
  attempt: number;
  /** JSON; personal data is hidden, as in events. */
  record: string | null;
  sourcePath: string | null;
  sourceLine: number | null;
}

/** Batches of a sink or dataset by their sequence, where these are known; both ends belong to it. */
export interface BatchRow {
  runId: string;
  node: string;
  firstSequence: number;
  lastSequence: number;
  records: number;
  artefactId: string | null;
}

/** `output`: a file that a flow writes. The others lie in the artefact store. */
export type ArtefactKind = 'output' | 'cache' | 'dataset' | 'checkpoint';

/** A content that a node of a run made. Many rows may have one digest: the same was made again. */
export interface ArtefactRow {
  id: string;
  project: string;
  runId: string;
  node: string;
  kind: ArtefactKind;
  /** Relative to the project, with `/`; an address of what is no file. */
  path: string;
  /** null of what is no file. */
  sha256: string | null;
  bytes: number;
  records: number | null;
  /** Of the stage whose result it is. */
  fingerprint: string | null;
  createdAt: string;
}

/** What an artefact was made from. */
export interface RelationshipRow {
  artefactId: string;
  kind: RelationshipKind;
  /** Relative to the project, with `/`; an address or a name of what is no file. */
  path: string;
  /** null where the content could not be known: of a table, an address. */
  sha256: string | null;
}

export type RelationshipKind = 'input' | 'code' | 'model' | 'flow' | 'dataset';

/** What a file contained when it had this size, time and inode: saves reading it again. */
export interface FileDigestRow {
  machine: string;
  /** Absolute. */
  path: string;
  size: number;
  /** Nanoseconds since 1970, as text: more than a number holds exactly. */
  mtimeNs: string;
  inode: string;
  sha256: string;
}

export interface DatasetRow {
  project: string;
  name: string;
  /** JSON: the record type. */
  recordType: string;
  /** How many batches are kept; null: all. */
  keep: number | null;
  retainMs: number | null;
  updatedAt: string;
}

export interface DatasetBatchRow {
  project: string;
  dataset: string;
  /** Its identity, as a flow names it. */
  batch: string;
  artefactId: string;
  records: number;
  createdAt: string;
}

export interface ModelRow {
  project: string;
  name: string;
  useCase: string | null;
  /** JSON: what its inputs and outputs are. */
  contract: string | null;
  /** The checkpoint that `latest` means, whatever is newer. */
  pinned: string | null;
  updatedAt: string;
}

export interface CheckpointRow {
  project: string;
  model: string;
  sha256: string;
  artefactId: string | null;
  path: string;
  /** JSON: what its task said of it. */
  facts: string | null;
  promotedAt: string | null;
  createdAt: string;
}

/** A record that waits for a person. */
export interface ReviewRow {
  id: string;
  project: string;
  flow: string;
  node: string;
  runId: string;
  askedOf: string;
  /** JSON. */
  record: string;
  /** JSON: name and type of each answer. */
  ask: string;
  /** The same record of the same question has the same, in whichever run. */
  questionDigest: string;
  dueAt: string | null;
  createdAt: string;
}

export interface ReviewAnswerRow {
  reviewId: string;
  /** JSON: answers by name. */
  answer: string;
  answeredBy: string;
  answeredAt: string;
}
