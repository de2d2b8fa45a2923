import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const main = path.join(import.meta.dirname, '../../runtime/src/cli/main.ts');

export interface CommandResult {
  /** null for a process that a signal ended. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandPlace {
  cwd: string;
  env?: Record<string, string>;
  /** Piped into it. */
  input?: string;
  /** Files that take its output in the place of the result. */
  stdout?: string;
  stderr?: string;
}

/** Calls the real command as a process of its own and waits for its end. */
export function millrace(args: readonly string[], { cwd, env, input, ...files }: CommandPlace): CommandResult {
  const opened = [files.stdout, files.stderr].map((file) => (file === undefined ? undefined : openSync(file, 'a')));
  const stdio: StdioOptions = ['pipe', ...opened.map((descriptor) => descriptor ?? 'pipe')];
  const options = { cwd, env: environment(env), input, encoding: 'utf8', maxBuffer: 1 << 28, stdio } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], options);
  for (const descriptor of opened) if (descriptor !== undefined) closeSync(descriptor);
  return { code: status, stdout, stderr };
}

/** Starts the command and, once what it has printed satisfies `isReady`, sends it a signal or reads no more. Its input does not end. */
export function interruptedMillrace(
  args: readonly string[],
  options: CommandPlace & {
    by: NodeJS.Signals | 'closed pipe' | 'SIGINT twice';
    isReady(stdout: string, stderr: string): boolean;
  },
): Promise<CommandResult> {
  const { cwd, env, by, isReady, input = '' } = options;
  const child = spawn(process.execPath, [main, ...args], { cwd, env: environment(env) });
  child.stdin.write(input);
  const result: CommandResult = { code: null, stdout: '', stderr: '' };
  let isSent = false;
  const interruptOnce = () => {
    if (isSent || !isReady(result.stdout, result.stderr)) return;
    isSent = true;
    if (by === 'closed pipe') child.stdout.destroy();
    else child.kill(by === 'SIGINT twice' ? 'SIGINT' : by);
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    result.stdout += text;
    interruptOnce();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    result.stderr += text;
    interruptOnce();
    if (by === 'SIGINT twice' && text.includes('once more')) child.kill('SIGINT');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ ...result, code }));
  });
}

export interface StartedCommand {
  child: ChildProcess;
  /** Resolves when it has printed this on stderr. */
  said(text: string): Promise<void>;
  /** Its exit code. */
  ended: Promise<number | null>;
}

/** Starts the command and leaves it to itself. */
export function startedMillrace(args: readonly string[], { cwd, env }: CommandPlace): StartedCommand {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: environment(env),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    child,
    ended,
    async said(text) {
      while (!stderr.includes(text)) await Promise.race([once(child.stderr, 'data'), refusal(ended, () => stderr)]);
    },
  };
}

async function refusal(ended: Promise<unknown>, stderr: () => string): Promise<never> {
  await ended;
  throw new Error(`The command ended before: ${stderr()}`);
}

/** Node keeps what it has compiled, which halves the time of each call. */
const compileCache = path.join(tmpdir(), 'millrace-test-compile-cache');

/** Without what the machine that runs the tests may have set. */
function environment(added: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { NO_COLOR: _, FORCE_COLOR: __, SOURCE_DATE_EPOCH: ___, ...rest } = process.env;
  return { ...rest, NODE_COMPILE_CACHE: compileCache, ...added };
}

/** As `millrace`, and lets others run at the same time. */
export function millraceBeside(args: readonly string[], place: CommandPlace): Promise<CommandResult> {
  return interruptedMillrace(args, { ...place, by: 'SIGTERM', isReady: () => false });
}
