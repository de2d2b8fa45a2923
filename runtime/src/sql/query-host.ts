/** Starts the process that describes queries. It keeps its owner alive only while an answer is awaited. */
import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { QueryHost, QueryProcess, QueryProcessEvents } from '@millrace/grammar';
import { entryPoint } from '../execute/entry-point.ts';

/** `module` is for those who want to see how a host bears with another process than ours. */
export function queryHost(module: string = entryPoint('describe-query.entry.ts', import.meta.url)): QueryHost {
  return { start: (events) => startProcess(module, events), after };
}

function startProcess(module: string, { onLine, onEnd }: QueryProcessEvents): QueryProcess {
  const child = spawn(process.execPath, [module], { stdio: ['pipe', 'pipe', 'ignore'] });
  let isOver = false;
  const end = () => {
    if (!isOver) onEnd();
    isOver = true;
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    holdOwner(child, false);
    if (!isOver) onLine(line);
  });
  child.once('close', end).on('error', end);
  // That it has ended is told by `close`.
  child.stdin.on('error', () => {});
  return {
    send: (line) => {
      holdOwner(child, true);
      child.stdin.write(`${line}\n`);
    },
    stop: () => {
      isOver = true;
      holdOwner(child, false);
      child.kill('SIGKILL');
    },
  };
}

function holdOwner(child: ChildProcess, isHeld: boolean): void {
  for (const one of [child, child.stdin, child.stdout]) {
    if (one !== child && !(one instanceof Socket)) continue;
    if (isHeld) one.ref();
    else one.unref();
  }
}

function after(milliseconds: number, act: () => void): () => void {
  const timer = setTimeout(act, milliseconds).unref();
  return () => clearTimeout(timer);
}
