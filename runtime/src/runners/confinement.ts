/**
 * Keeps code of tasks from what it was not granted, with bubblewrap: it reads what its user may, writes the temporary folder and what
 * its task grants alone, and talks to nobody without a grant. It sees no process but its own. Where the machine cannot, code runs
 * as its user, unless the project requires otherwise.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { constants as system, tmpdir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { Effects, TaskStage } from '@millrace/grammar';
import { settle } from '../config/settle.ts';
import { RunError } from '../execute/run-error.ts';
import { readProjectConfig } from '../project/project-config.ts';

/** What is started in the place of a command, and whether it is confined. */
export interface Confined {
  command: string;
  args: string[];
  isConfined: boolean;
}

export type Confine = (command: string, args: readonly string[]) => Confined;

const program = 'bwrap';

/** Throws a RunError where the project requires what this machine cannot do. */
export function confinementFor({ name: node, effects }: TaskStage, projectFolder: string): Confine {
  const { value } = settle(readProjectConfig(projectFolder), { environment: process.env }).sandbox;
  const refusal = value === 'off' ? '' : confinementRefusal();
  if (value === 'required' && refusal !== undefined) {
    const message = `The project requires that code of tasks is confined, and this machine cannot: ${refusal}. Install bubblewrap, or set runners.sandbox to "auto"`;
    throw new RunError('sandbox-missing', message, { node });
  }
  if (refusal !== undefined) return (command, args) => ({ command, args: [...args], isConfined: false });
  const granted = confinedArguments(effects, realpathSync(projectFolder));
  return (command, args) => {
    // What cannot be found is told best by the system itself.
    if (!isThere(command)) return { command, args: [...args], isConfined: false };
    return { command: program, args: [...granted, '--', command, ...args], isConfined: true };
  };
}

/** Makes the folders that a task may write to. */
export function makeGranted({ writes }: Effects, projectFolder: string): void {
  for (const path of writes) mkdirSync(resolve(projectFolder, path), { recursive: true });
}

/** The arguments for bubblewrap before the command. What is mounted later covers what was before. */
export function confinedArguments({ writes, hosts }: Effects, projectFolder: string): string[] {
  const mounts = [
    { path: realpathSync(tmpdir()), how: '--bind' },
    { path: projectFolder, how: '--ro-bind' },
  ].sort((a, b) => a.path.length - b.path.length);
  const granted = writes.map((path) => ({ path: resolve(projectFolder, path), how: '--bind' }));
  return [
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...[...mounts, ...granted].flatMap(({ path, how }) => [how, path, path]),
    '--unshare-all',
    ...(hosts.length > 0 ? ['--share-net'] : []),
    ...['--die-with-parent', '--chdir', projectFolder],
  ];
}

const refusals = new Map<string | undefined, string | undefined>();

/** Why code cannot be confined on this machine; undefined where it can. Tried once, for each PATH. */
export function confinementRefusal(): string | undefined {
  const { PATH } = process.env;
  if (!refusals.has(PATH)) refusals.set(PATH, triedRefusal());
  return refusals.get(PATH);
}

function triedRefusal(): string | undefined {
  if (process.platform !== 'linux') return 'bubblewrap is for Linux alone';
  const none: Effects = { reads: [], writes: [], hosts: [], secrets: [] };
  const args = [...confinedArguments(none, '/'), '--', 'true'];
  const { error, status, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 10_000 });
  if (error !== undefined) return 'there is no bubblewrap';
  return status === 0 ? undefined : `bubblewrap does not work: ${stderr.trim().split('\n')[0]}`;
}

function isThere(command: string): boolean {
  const folders = isAbsolute(command) ? [''] : (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => isExecutable(join(folder, command)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How a process ended: bubblewrap tells the signal that ended what it ran as a number behind 128. */
export function endOf(code: number | null, signal: NodeJS.Signals | null, isConfined: boolean) {
  if (!isConfined || code === null || code <= 128) return { code, signal };
  const known = Object.entries(system.signals).find(([, number]) => number === code - 128);
  return known === undefined ? { code, signal } : { code: null, signal: known[0] as NodeJS.Signals };
}
