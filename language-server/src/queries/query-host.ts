/**
 * The runtime's process that describes queries, started by the server. It is found by a path made at run time, so that the
 * server never depends on the runtime: beside this bundle (the command's), in an installed extension, in a built repository,
 * or as source.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { QueryHost, QueryProcess, QueryProcessEvents } from '@millrace/grammar';

const places = [
  './describe-query.entry.js',
  '../runtime/describe-query.entry.js',
  '../../runtime/dist/describe-query.entry.js',
  '../../../runtime/src/sql/describe-query.entry.ts',
];

/** undefined where there is no runtime: then less is known. */
export function queryHost(): QueryHost | undefined {
  const module = places.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  return module && { start: (events) => startProcess(fileURLToPath(module), events), after };
}

function startProcess(module: string, { onLine, onEnd }: QueryProcessEvents): QueryProcess {
  const child = spawn(process.execPath, [module], { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout });
  let isOver = false;
  const end = () => {
    if (!isOver) onEnd();
    isOver = true;
  };
  lines.on('line', (line) => {
    if (!isOver) onLine(line);
  });
  child.once('close', end).on('error', end);
  // That it has ended is told by `close`.
  child.stdin.on('error', () => {});
  return {
    send: (line) => void child.stdin.write(`${line}\n`),
    stop: () => {
      isOver = true;
      child.kill('SIGKILL');
    },
  };
}

function after(milliseconds: number, act: () => void): () => void {
  const timer = setTimeout(act, milliseconds).unref();
  return () => clearTimeout(timer);
}
