/** The runtime's process that describes queries, started by the server. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { QueryHost, QueryProcess, QueryProcessEvents } from '@millrace/grammar';
import { runtimeModule } from './runtime-module.ts';

/** undefined where there is no runtime: then less is known. */
export function queryHost(): QueryHost | undefined {
  const module = runtimeModule('describe-query');
  return module === undefined ? undefined : { start: (events) => startProcess(module, events), after };
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
