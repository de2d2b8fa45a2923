import type { QueryDescription } from './query-description.ts';

/** A line of JSON from the process that describes queries. A line to it is a QueryRequest, sent when the last one is answered. */
export type QueryAnswer =
  | { type: 'ready' }
  /** Without a description where it could not find out. */
  | { type: 'described'; description?: QueryDescription };

/** A process that describes queries, as a host gives it. */
export interface QueryProcess {
  send(line: string): void;
  /** Ends it, at once, whatever it does. It says nothing more. */
  stop(): void;
}

/** What the process's owner is told. */
export interface QueryProcessEvents {
  onLine(line: string): void;
  /** It has ended by itself, or could not be started. */
  onEnd(): void;
}

/** The world that a QueryDescriber needs. */
export interface QueryHost {
  start(events: QueryProcessEvents): QueryProcess;
  /** Calls `act` once after this time; the result calls it off. Does not keep a process alive. */
  after(milliseconds: number, act: () => void): () => void;
}
