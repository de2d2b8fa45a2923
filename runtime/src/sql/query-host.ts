/** Starts the process that describes queries. It keeps nobody alive but while an answer is awaited. */
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
  const lines = createInterface({ input: child.stdout });
  const end = () => {
    lines.removeAllListeners('line');
    child.removeAllListeners('close').removeListener('error', end);
    onEnd();
  };
  lines.on('line', (line) => {
    holdOwner(child, false);
    onLine(line);
  });
  child.once('close', end).once('error', end);
  child.on('error', ignore).stdin.on('error', ignore);
  return {
    send: (line) => {
      holdOwner(child, true);
      child.stdin.write(`${line}\n`);
    },
    stop: () => {
      lines.removeAllListeners('line');
      child.removeAllListeners('close').removeListener('error', end);
      holdOwner(child, false);
      child.kill('SIGKILL');
    },
  };
}

/** That it has ended is told by `close`. */
function ignore(): void {}

/** Whether the owner's process stays alive for the child. */
function holdOwner(child: ChildProcess, isHeld: boolean): void {
  const held = [child, child.stdin, child.stdout];
  for (const one of held) if (one instanceof Socket || one === child) isHeld ? one.ref() : one.unref();
}

function after(milliseconds: number, act: () => void): () => void {
  const timer = setTimeout(act, milliseconds).unref();
  return () => clearTimeout(timer);
}
