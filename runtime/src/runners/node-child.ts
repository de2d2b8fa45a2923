import type { ChildProcess } from 'node:child_process';
import type { Batch } from '../batch/batch.ts';
import type { FromChild, OpenMessage, ToChild } from './child-protocol.ts';
import { readLines } from './read-lines.ts';
import type { Outcome } from './runner.ts';
import { startChild } from './start-child.ts';

/** Why a process answers no more. */
export interface ChildEnd {
  code: 'task-crashed' | 'task-timeout' | 'task-failed';
  message: string;
}

export interface ChildOptions {
  /** Absolute; the process works in it and may read it. */
  projectFolder: string;
  /** Files it may read besides, relative to the folder. */
  reads: readonly string[];
  log(stream: 'stdout' | 'stderr', text: string): void;
  /** Calls off: see Clock. */
  after(delayMs: number, action: () => void): () => void;
}

/**
 * One process that runs user code. One request is under way at a time; it ends with its answer, with the process's death or
 * with its limit, whereupon the process is killed. Nothing is sent to a process that has ended.
 */
export class NodeChild {
  readonly #process: ChildProcess;
  readonly #options: ChildOptions;
  readonly #gone: Promise<void>;
  #end: ChildEnd | undefined;
  #lastError = '';
  #onMessage: (message: FromChild) => void = () => {};
  #onEnd: (end: ChildEnd) => void = () => {};

  constructor(options: ChildOptions) {
    this.#options = options;
    this.#process = startChild(options.projectFolder, options.reads);
    this.#gone = new Promise((resolve) => {
      this.#process.once('close', () => resolve());
      this.#process.once('error', () => resolve());
    });
    this.#process.on('message', (message: FromChild) => this.#onMessage(message));
    this.#process.once('error', (error) => this.#ended({ code: 'task-crashed', message: error.message }));
    this.#process.once('close', (code, signal) => this.#ended(this.#crash(code, signal)));
    this.#readOutput();
  }

  get isAlive(): boolean {
    return this.#end === undefined;
  }

  /** undefined when the code is loaded and open, else why not. */
  open(message: OpenMessage, limitMs?: number): Promise<ChildEnd | undefined> {
    return this.#request(message, limitMs, (answer) =>
      answer.type === 'failed' ? { code: 'task-failed', message: answer.message } : answer.type === 'opened',
    );
  }

  /** Hands over outcomes as they come; resolves when there is one per record, or with why there will not be. */
  call(
    batch: Batch,
    attempt: number,
    limitMs: number | undefined,
    onOutcomes: (outcomes: Outcome[]) => void,
  ): Promise<ChildEnd | undefined> {
    const names = batch.schema.fields.map(({ name }) => name);
    const message: ToChild = { type: 'call', attempt, names, columns: [...batch.columns], length: batch.length };
    let missing = batch.length;
    return this.#request(message, limitMs, (answer) => {
      if (answer.type !== 'outcomes') return false;
      missing -= answer.outcomes.length;
      onOutcomes(answer.outcomes);
      return missing === 0;
    });
  }

  /** Lets the code close what it opened; resolves when the process is gone. */
  async close(limitMs: number): Promise<ChildEnd | undefined> {
    if (!this.isAlive) {
      await this.#gone;
      return undefined;
    }
    const end = await this.#request({ type: 'close' }, limitMs, (answer) =>
      answer.type === 'failed' ? { code: 'task-failed', message: answer.message } : answer.type === 'closed',
    );
    const callOff = this.#options.after(limitMs, () => this.#process.kill('SIGKILL'));
    await this.#gone;
    callOff();
    return end;
  }

  /** Ends the process at once; what waits for an answer gets `end`. */
  kill(end: ChildEnd): void {
    this.#ended(end);
    this.#process.kill('SIGKILL');
  }

  /** The limit is for the time between two answers. */
  #request(
    message: ToChild,
    limitMs: number | undefined,
    isAnswered: (answer: FromChild) => boolean | ChildEnd,
  ): Promise<ChildEnd | undefined> {
    return new Promise((resolve) => {
      if (this.#end !== undefined) return resolve(this.#end);
      const callOff = { run: this.#limit(limitMs) };
      const settle = (end: ChildEnd | undefined) => {
        callOff.run();
        this.#onMessage = () => {};
        this.#onEnd = () => {};
        resolve(end);
      };
      this.#onEnd = settle;
      this.#onMessage = (answer) => {
        callOff.run();
        const answered = isAnswered(answer);
        if (answered === false) callOff.run = this.#limit(limitMs);
        else settle(answered === true ? undefined : answered);
      };
      // A failed send means that the process is ending, which is reported by its end.
      this.#process.send(message, () => {});
    });
  }

  #limit(limitMs: number | undefined): () => void {
    if (limitMs === undefined) return () => {};
    const message = `it did not answer within ${limitMs} ms`;
    return this.#options.after(limitMs, () => this.kill({ code: 'task-timeout', message }));
  }

  #ended(end: ChildEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.#onEnd(end);
  }

  #crash(code: number | null, signal: NodeJS.Signals | null): ChildEnd {
    const how = signal === null ? `ended with exit code ${code}` : `was killed by ${signal}`;
    const said = this.#lastError === '' ? '' : `; it last printed: ${this.#lastError}`;
    return { code: 'task-crashed', message: `its process ${how}${said}` };
  }

  #readOutput(): void {
    const { stdout, stderr } = this.#process;
    if (stdout) readLines(stdout, (line) => this.#options.log('stdout', line));
    if (!stderr) return;
    readLines(stderr, (line) => {
      this.#lastError = /\w*Error\b/.test(line) || this.#lastError === '' ? line.trim() : this.#lastError;
      this.#options.log('stderr', line);
    });
  }
}
