/** Columns of the Parquet files of this machine, by a process of the runtime for each file, again only when the file has changed. */
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import type { Field } from '@millrace/grammar';
import type { FileColumns } from '../data-head/file-columns.ts';
import { runtimeModule } from './runtime-module.ts';

const limitMs = 10_000;
const knownMax = 100;

interface Known {
  stamp: string;
  fields: Promise<readonly Field[] | undefined>;
}

/** undefined where there is no runtime. */
export function localFileColumns(module: string | undefined = runtimeModule('describe-file')): FileColumns | undefined {
  if (module === undefined) return undefined;
  const known = new Map<string, Known>();
  return async ({ scheme, fsPath }) => {
    const found = scheme === 'file' ? await stat(fsPath).catch(() => undefined) : undefined;
    if (!found?.isFile()) return undefined;
    const stamp = `${found.size} ${found.mtimeMs} ${found.ino}`;
    const before = known.get(fsPath);
    if (before?.stamp === stamp) return before.fields;
    const fields = ask(module, fsPath);
    known.delete(fsPath);
    known.set(fsPath, { stamp, fields });
    if (known.size > knownMax) known.delete(known.keys().next().value as string);
    return fields;
  };
}

function ask(module: string, path: string): Promise<readonly Field[] | undefined> {
  const options = { timeout: limitMs, killSignal: 'SIGKILL', maxBuffer: 2 ** 26 } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, [module, path], options, (failure, stdout) =>
      resolve(failure ? undefined : parsed(stdout)),
    );
  });
}

function parsed(text: string): readonly Field[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
