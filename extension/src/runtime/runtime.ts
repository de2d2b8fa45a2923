/**
 * The `millrace` command as a child process: a native crash in it cannot take the editor down, and it can always be ended. The
 * editor's own Node runs it; nothing of a project is in the command line but paths and parameters, and no shell reads it.
 */
import { spawn } from 'node:child_process';
import { LineSplitter } from './json-lines.ts';

export interface Runtime {
  start(args: readonly string[], options: RuntimeOptions): RuntimeProcess;
}

export interface RuntimeOptions {
  cwd: string;
  onLine?(line: string): void;
  onErrorLine?(line: string): void;
}

export interface RuntimeProcess {
  /** Resolves when the process has ended; rejects when it could not be started. */
  ended: Promise<RuntimeEnd>;
  /** Asks it to stop, and ends it when it has not within the grace period. */
  stop(gracePeriodMs: number): void;
}

export interface RuntimeEnd {
  /** null when a signal ended it. */
  code: number | null;
  signal: string | null;
  /** The last of what it said, each at most a mebibyte. */
  stdout: string;
  stderr: string;
}

const keptMax = 1024 * 1024;

/** The command `cli`, run by the Node (or the editor that can be one) at `node`. */
export function nodeRuntime(node: string, cli: string): Runtime {
  return { start: (args, options) => startProcess(node, [cli, ...args], options) };
}

function startProcess(node: string, args: string[], { cwd, onLine, onErrorLine }: RuntimeOptions): RuntimeProcess {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' };
  const child = spawn(node, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const stdout = collect(child.stdout, onLine);
  const stderr = collect(child.stderr, onErrorLine);
  let killer: NodeJS.Timeout | undefined;
  const ended = new Promise<RuntimeEnd>((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`Cannot start the Millrace runtime: ${error.message}`)));
    child.once('close', (code, signal) => resolve({ code, signal, stdout: stdout(), stderr: stderr() }));
  }).finally(() => clearTimeout(killer));
  return {
    ended,
    stop(gracePeriodMs) {
      child.kill('SIGINT');
      killer ??= setTimeout(() => child.kill('SIGKILL'), gracePeriodMs);
    },
  };
}

/** Hands on each line and keeps the end of the text; the function it gives says what was kept. */
function collect(stream: NodeJS.ReadableStream, onLine: ((line: string) => void) | undefined): () => string {
  const lines = new LineSplitter((line) => onLine?.(line));
  let kept = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    kept = (kept + text).slice(-keptMax);
    lines.push(text);
  });
  stream.on('end', () => lines.close());
  return () => kept;
}
