import { spawn } from 'node:child_process';
import { entryPoint } from '../execute/entry-point.ts';
import { childEnvironment, threadLimits } from './child-environment.ts';
import { permissionArguments } from './child-permissions.ts';
import type { FromChild, ToChild } from './child-protocol.ts';
import { keepWatch } from './living-children.ts';
import type { ProcessSetting, Wire } from './wire.ts';

/** Of a limit this much is left for what is not on the heap: the code itself, buffers, stacks. */
const heapShare = 0.75;

/** A Node process under the permission model, with three ways out: its output, its errors and the messages. */
export function startNode(setting: ProcessSetting): Wire {
  const { projectFolder, memoryBytes, cpu } = setting;
  const entry = entryPoint('node-child.entry.ts', import.meta.url);
  const heap = memoryBytes === undefined ? [] : [`--max-old-space-size=${heapMegabytes(memoryBytes)}`];
  const child = spawn(process.execPath, [...heap, ...permissionArguments(setting, entry), entry], {
    cwd: projectFolder,
    env: childEnvironment(threadLimits(cpu)),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  keepWatch(child, false);
  return {
    process: child,
    send: (message: ToChild) => void child.send(message, () => {}),
    receive: (onMessage) => void child.on('message', (message: FromChild) => onMessage(message)),
  };
}

function heapMegabytes(memoryBytes: number): number {
  return Math.max(16, Math.floor((memoryBytes * heapShare) / 1024 ** 2));
}
