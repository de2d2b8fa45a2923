import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { OpenMessage } from '../child-protocol.ts';

export interface UserContext {
  node: string;
  flow: string;
  runId: string;
  parameters: Record<string, unknown>;
  /** 1 on the first try of a record, then 2, … */
  attempt: number;
  /** The sequence of the batch; null where the task gets all records at once, and while the module is opened. */
  batch: number | null;
  /** Into the log of the run, with node and batch. */
  log(...words: unknown[]): void;
}

/** The functions of a task's file. */
export interface UserModule {
  call(input: unknown, context: UserContext): unknown;
  open?(context: UserContext): unknown;
  close?(): unknown;
}

/** Throws with words for the user when there is no such file or export, or it is no function. */
export async function loadUserModule({ file, export: name }: OpenMessage): Promise<UserModule> {
  if (!existsSync(file)) throw new Error('there is no such file');
  const exported: Record<string, unknown> = await import(pathToFileURL(file).href);
  const call = exported[name];
  if (typeof call !== 'function') throw new Error(missingExport(name, exported));
  const optional = (key: 'open' | 'close') => {
    const value = exported[key];
    return typeof value === 'function' && key !== name ? (value as () => unknown) : undefined;
  };
  return { call: call as UserModule['call'], open: optional('open'), close: optional('close') };
}

function missingExport(name: string, exported: Record<string, unknown>): string {
  if (name in exported) return `its export "${name}" is not a function`;
  const functions = Object.keys(exported).filter((key) => typeof exported[key] === 'function');
  const found = functions.length === 0 ? 'no functions' : functions.map((key) => `"${key}"`).join(', ');
  return `it has no export "${name}"; it exports ${found}`;
}
