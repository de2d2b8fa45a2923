import picocolors from 'picocolors';
import type { Environment } from '../config/environment.ts';
import { fileError } from '../connectors/files/file-errors.ts';
import { exitCodes } from '../protocol.ts';

/**
 * What the command sees of the shell it was called from. stdout carries results and protocols only; everything said to a
 * person on the way goes to stderr. Colours and redrawing are decided for each of the two on its own.
 */
export interface Terminal {
  stdout: Stream;
  stderr: Stream;
  /** The folder it was called in. */
  cwd: string;
  environment: Environment;
  /** The code the process ends with. */
  exit(code: number): void;
}

export interface Stream {
  write(text: string): void;
  colors: ReturnType<typeof picocolors.createColors>;
  /** A person looks at it, so lines may be redrawn. */
  isInteractive: boolean;
  /** Columns; 100 where nobody looks. */
  width(): number;
  /** Lines; 24 where nobody looks. */
  height(): number;
}

export function processTerminal(): Terminal {
  cancelOnLostOutput(process.stdout);
  // What is said on the way may be lost: there is nobody to tell.
  process.stderr.on('error', () => {});
  return {
    stdout: stream(process.stdout),
    stderr: stream(process.stderr),
    cwd: process.cwd(),
    environment: process.env,
    exit: (code) => {
      process.exitCode = code;
    },
  };
}

function stream(output: NodeJS.WriteStream): Stream {
  const isInteractive = output.isTTY === true && process.env.TERM !== 'dumb';
  return {
    write: (text) => {
      output.write(text);
    },
    colors: picocolors.createColors(hasColors(isInteractive)),
    isInteractive,
    width: () => output.columns ?? 100,
    height: () => output.rows ?? 24,
  };
}

/** no-color.org and its opposite, force-color.org. */
function hasColors(isInteractive: boolean): boolean {
  if (process.env.NO_COLOR) return false;
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0';
  return isInteractive;
}

/**
 * `millrace … | head` closes the pipe when it has seen enough, and an editor that is gone reads no more: that is no failure, but
 * whatever runs is cancelled, as by a signal. Where results can't be written for another reason (a full disk), that is told
 * and the command has failed. Once is enough, for every later write fails too.
 */
function cancelOnLostOutput(output: NodeJS.WriteStream): void {
  let isLost = false;
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (isLost) return;
    isLost = true;
    const isFailure = error.code !== 'EPIPE';
    if (isFailure) failAtExit(fileError('Cannot write to stdout', error).message);
    if (!isFailure || process.listenerCount('SIGTERM') > 0) process.kill(process.pid, 'SIGTERM');
  });
}

/** Whatever the command makes of itself meanwhile. */
function failAtExit(message: string): void {
  process.stderr.write(`error: ${message}\n`);
  process.once('exit', () => {
    process.exitCode = exitCodes.failed;
  });
}
