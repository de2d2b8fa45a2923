import type { EarlierResult } from './what-runs.ts';

/** `output`: a file that a flow writes; `cache`: the kept records of a node; `checkpoint`: a model that a task has made. */
export type ResultKind = 'output' | 'cache' | 'checkpoint';

/** What is known of earlier runs; the catalogue knows it. Results are asked for by their fingerprint. */
export interface EarlierResults {
  /** The newest first; whether they still stand is for the asker to see. */
  results(kind: ResultKind, fingerprint: string): Promise<EarlierResult[]>;
  /** The newest batch of a dataset, whatever it was made of. */
  newestBatch(dataset: string): Promise<(EarlierResult & { fingerprint: string | null }) | undefined>;
  /** The newest run in which such a node came to its end, and the records that it gave or took. */
  ended(fingerprint: string): Promise<{ runId: string; records: number } | undefined>;
  /** Digest of what a person has answered to the questions of a flow. */
  answersOf(flow: string, by: string): Promise<string>;
  /** SHA-256 of a file by its absolute path; undefined where there is none. A file that looks as it did is not read again. */
  digestOf(absolute: string): Promise<string | undefined>;
}
