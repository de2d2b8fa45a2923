import type { ChildProcess } from 'node:child_process';
import type { FromChild, ToChild } from './child-protocol.ts';
import type { ChildEnd } from './user-process.ts';

/** A process that runs user code, and the channel to it, which is neither its output nor its errors. */
export interface Wire {
  readonly process: ChildProcess;
  /** Whether what is started keeps the code from what it was not granted. */
  readonly isConfined?: boolean;
  /** A message that cannot be sent means that the process is ending, which is told by its end. */
  send(message: ToChild): void;
  /** `onBroken`: what came is no message, so none can be trusted any more. */
  /** Why it ended or did not start, where its exit code or the system's error says more than that it did. */
  explain?(failure: number | Error | null): ChildEnd | undefined;
  receive(onMessage: (message: FromChild) => void, onBroken: (why: string) => void): void;
}

/** How a process for code of one language is started. Throws a RunError where this machine lacks what it needs. */
export type StartWire = (setting: ProcessSetting) => Wire;

export interface ProcessSetting {
  /** Absolute; the process works in it and may read it. */
  projectFolder: string;
  /** Files it may read besides, relative to the folder. */
  reads: readonly string[];
  /** Folders it may write to, relative to the folder. */
  writes: readonly string[];
  memoryBytes?: number;
  cpu?: number;
}
