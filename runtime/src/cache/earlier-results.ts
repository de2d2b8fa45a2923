import type { EarlierResult } from './what-runs.ts';

/** What is known of earlier runs; the catalogue knows it. All are asked for by fingerprint of a result. */
export interface EarlierResults {
  /** Outputs of sinks, the newest first; whether they still stand is for the asker to see. */
  outputs(fingerprint: string): Promise<EarlierResult[]>;
  /** Kept results of nodes, the newest first. */
  kept(fingerprint: string): Promise<EarlierResult[]>;
  /** The newest run in which such a node came to its end, and the records that it gave or took. */
  ended(fingerprint: string): Promise<{ runId: string; records: number } | undefined>;
  /** SHA-256 of a file by its absolute path; undefined where there is none. A file that looks as it did is not read again. */
  digestOf(absolute: string): Promise<string | undefined>;
}
