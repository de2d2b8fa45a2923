import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { childEnvironment, threadLimits } from '../child-environment.ts';
import { type Confine, endOf } from '../confinement.ts';
import { keepWatch, killChild } from '../living-children.ts';
import { readLines } from '../read-lines.ts';
import type { ChildEnd } from '../user-process.ts';

export interface BashSetting {
  /** Absolute. */
  script: string;
  /** Absolute; it works in it. */
  folder: string;
  confine: Confine;
  variables: Record<string, string>;
  /** What stands on its input: text, a file, or nothing. */
  input: { text: string } | { file: string } | undefined;
  /** Whether what it prints is its result; otherwise it is logged. */
  hasResult: boolean;
  timeoutMs?: number;
  memoryBytes?: number;
  cpu?: number;
  log(stream: 'stdout' | 'stderr', text: string): void;
  after(delayMs: number, action: () => void): () => void;
}

const resultMax = 256 * 1024 ** 2;
const tailLines = 5;

/** One run of a script, from its start to its end. */
export class BashProcess {
  readonly #setting: BashSetting;
  readonly #child: ChildProcess;
  readonly #isConfined: boolean;
  readonly #tail: string[] = [];
  readonly #result: Buffer[] = [];
  #size = 0;
  #end: ChildEnd | undefined;

  constructor(setting: BashSetting) {
    this.#setting = setting;
    const { script, folder, variables, memoryBytes, cpu, confine } = setting;
    const confined = confine('bash', bashArguments(script, memoryBytes));
    this.#isConfined = confined.isConfined;
    this.#child = spawn(confined.command, confined.args, {
      cwd: folder,
      env: childEnvironment({ ...threadLimits(cpu), ...variables }),
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    keepWatch(this.#child, process.platform !== 'win32');
    this.#readOutput();
  }

  /** What it printed, or why that is not its result. */
  async run(): Promise<string | ChildEnd> {
    const { timeoutMs, after } = this.#setting;
    const message = `it did not end within ${timeoutMs} ms`;
    const late = () => this.kill({ code: 'task-timeout', message });
    const callOff = timeoutMs === undefined ? () => {} : after(timeoutMs, late);
    const ended = this.#ended();
    // A script that does not read all of its input has ended, or does without; neither is a mistake.
    const given = this.#giveInput().catch(() => {});
    const end = await ended;
    callOff();
    await given;
    return end ?? Buffer.concat(this.#result).toString('utf8');
  }

  kill(end: ChildEnd): void {
    this.#end ??= end;
    killChild(this.#child);
  }

  #ended(): Promise<ChildEnd | undefined> {
    return new Promise((resolve) => {
      this.#child.once('error', ({ message }) => resolve({ code: 'task-crashed', message }));
      this.#child.once('close', (code, signal) =>
        resolve(this.#end ?? this.#failure(endOf(code, signal, this.#isConfined))),
      );
    });
  }

  #failure({ code, signal }: { code: number | null; signal: NodeJS.Signals | null }): ChildEnd | undefined {
    if (code === 0) return undefined;
    const said = this.#tail.length === 0 ? '' : `: ${this.#tail.join(' | ')}`;
    if (signal !== null) return { code: 'task-crashed', message: `it was killed by ${signal}${said}` };
    return { code: 'task-failed', message: `it ended with exit code ${code}${said}` };
  }

  async #giveInput(): Promise<void> {
    const { input } = this.#setting;
    const { stdin } = this.#child;
    if (stdin === null) return;
    stdin.on('error', () => {});
    if (input === undefined) stdin.end();
    else if ('text' in input) stdin.end(input.text);
    else await pipeline(createReadStream(input.file), stdin);
  }

  #readOutput(): void {
    const { stdout, stderr } = this.#child;
    const { log, hasResult } = this.#setting;
    if (stderr !== null)
      readLines(stderr, (line) => {
        if (line.trim() !== '') this.#tail.push(line.trim());
        if (this.#tail.length > tailLines) this.#tail.shift();
        log('stderr', line);
      });
    if (stdout === null) return;
    if (hasResult) stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    else readLines(stdout, (line) => log('stdout', line));
  }

  #take(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size <= resultMax) this.#result.push(chunk);
    else this.kill({ code: 'task-result', message: `it printed more than ${resultMax / 1024 ** 2} MiB in one call` });
  }
}

/** A limit holds for each process that the script starts, in KiB. */
function bashArguments(script: string, memoryBytes: number | undefined): string[] {
  if (memoryBytes === undefined) return [script];
  return ['-c', 'ulimit -d "$1"; exec bash "$2"', 'bash', String(Math.floor(memoryBytes / 1024)), script];
}
