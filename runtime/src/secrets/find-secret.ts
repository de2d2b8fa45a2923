import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SecretSource } from '@millrace/grammar';
import { fileError } from '../connectors/files/file-errors.ts';
import { RunError } from '../execute/run-error.ts';

const commandMs = 60_000;
const bytesMax = 1 << 20;

/** The value, without the line break that ends a file or what a program prints. Rejects with `secret-missing` where there is none. */
export async function findSecret(
  name: string,
  source: SecretSource,
  projectFolder: string,
  signal: AbortSignal,
): Promise<string> {
  const found = await textOf(name, source, projectFolder, signal);
  const value = 'env' in source ? found : found?.replace(/\r?\n$/, '');
  if (value === undefined || value === '') throw missing(name, wayOut(source));
  return value;
}

async function textOf(
  name: string,
  source: SecretSource,
  projectFolder: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if ('env' in source) return process.env[source.env];
  if ('command' in source) return printed(name, source.command, projectFolder, signal);
  return readFile(resolve(projectFolder, source.file), 'utf8').catch((cause: unknown) => {
    throw missing(name, fileError(`Cannot read "${source.file}", which millrace.json names for it`, cause).message);
  });
}

/** What the program says of a failure is not repeated: it might be the secret. */
function printed(
  name: string,
  [program = '', ...given]: string[],
  projectFolder: string,
  signal: AbortSignal,
): Promise<string> {
  const options = { cwd: projectFolder, signal, timeout: commandMs, maxBuffer: bytesMax, windowsHide: true };
  return new Promise((resolve, reject) => {
    execFile(program, given, options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (signal.aborted) reject(signal.reason);
      else reject(missing(name, `the program "${program}" ${howItEnded(error)}; call it yourself to see why`));
    });
  });
}

function howItEnded(error: Error & { code?: unknown; killed?: boolean }): string {
  if (error.code === 'ENOENT') return 'is not there';
  if (error.killed) return `took longer than ${commandMs / 1000} s, or printed too much`;
  return typeof error.code === 'number' ? `ended with exit code ${error.code}` : 'cannot be started';
}

function wayOut(source: SecretSource): string {
  if ('env' in source) return `give it in the environment variable ${source.env}`;
  if ('file' in source) return `the file "${source.file}" is empty`;
  return `the program "${source.command[0]}" printed nothing`;
}

function missing(name: string, why: string): RunError {
  return new RunError('secret-missing', `The secret "${name}" is not set; ${why}`);
}
