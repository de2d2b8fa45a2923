import { type ChildProcess, spawn } from 'node:child_process';
import { entryPoint } from '../execute/entry-point.ts';
import { permissionArguments } from './child-permissions.ts';

/** What the environment of a user's process is made of; anything else could carry secrets. */
const environmentNames = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TEMP',
  'SystemRoot',
  'ELECTRON_RUN_AS_NODE',
];

/** Starts a process under Node's permission model, with three ways out: its output, its errors and the messages. */
export function startChild(projectFolder: string, reads: readonly string[]): ChildProcess {
  const entry = entryPoint('node-child.entry.ts', import.meta.url);
  const environment = environmentNames.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const child = spawn(process.execPath, [...permissionArguments(projectFolder, reads, entry), entry], {
    cwd: projectFolder,
    env: Object.fromEntries(environment),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  living.add(child);
  return child.once('exit', () => living.delete(child));
}

const living = new Set<ChildProcess>();

/** For a runtime that ends at once: code that never yields does not notice that the runtime is gone. */
export function killChildren(): void {
  for (const child of living) child.kill('SIGKILL');
}
