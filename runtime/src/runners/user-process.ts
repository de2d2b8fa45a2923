import type { Batch } from '../batch/batch.ts';
import { readBatchLines } from './batch-lines.ts';
import type { FailureCode, FromChild, OpenMessage, ToChild } from './child-protocol.ts';
import { endOf } from './confinement.ts';
import { killChild } from './living-children.ts';
import { watchMemory } from './memory-watch.ts';
import type { Outcome } from './runner.ts';
import type { Wire } from './wire.ts';

/** Why a process answers no more, or why it could not do what was asked. */
export interface ChildEnd {
  code: 'task-crashed' | 'task-timeout' | 'python-missing' | FailureCode;
  message: string;
}

export interface UserProcessOptions {
  /** Of the process, with what is not on its heap. */
  memoryBytes?: number;
  log(stream: 'stdout' | 'stderr', text: string, batch?: number): void;
  /** Calls off: see Clock. */
  after(delayMs: number, action: () => void): () => void;
}

type Answer = boolean | ChildEnd;

/**
 * One process that runs user code. One request is under way at a time; it ends with its answer, with the process's death or
 * with its limit, whereupon the process is killed. Nothing is sent to a process that has ended.
 */
export class UserProcess {
  readonly #wire: Wire;
  readonly #options: UserProcessOptions;
  readonly #gone: Promise<void>;
  #end: ChildEnd | undefined;
  #lastError = '';
  #isOutOfHeap = false;
  #onMessage: (message: FromChild) => void = () => {};
  #onEnd: (end: ChildEnd) => void = () => {};

  constructor(wire: Wire, options: UserProcessOptions) {
    this.#wire = wire;
    this.#options = options;
    const { process } = wire;
    this.#gone = new Promise((resolve) => {
      process.once('close', () => resolve());
      process.once('error', () => resolve());
    });
    wire.receive(
      (message) => this.#onMessage(message),
      (why) => this.kill({ code: 'task-crashed', message: why }),
    );
    process.once('error', (error) => {
      this.#ended(wire.explain?.(error) ?? { code: 'task-crashed', message: error.message });
    });
    process.once('close', (code, signal) => this.#ended(this.#crash(endOf(code, signal, wire.isConfined ?? false))));
    this.#readOutput();
    this.#watchMemory();
  }

  get isAlive(): boolean {
    return this.#end === undefined;
  }

  /** undefined when the code is loaded and open, else why not. */
  open(message: OpenMessage, limitMs?: number): Promise<ChildEnd | undefined> {
    return this.#request(message, limitMs, ({ type }) => type === 'opened');
  }

  /** Hands over outcomes as they come; resolves when there is one per record, or with why there will not be. */
  call(
    batch: Batch,
    attempt: number,
    limitMs: number | undefined,
    onOutcomes: (outcomes: Outcome[]) => void,
  ): Promise<ChildEnd | undefined> {
    let missing = batch.length;
    const message: ToChild = { type: 'call', attempt, batch: batch.id.sequence, ...recordsOf(batch) };
    return this.#request(message, limitMs, (answer) => {
      if (answer.type !== 'outcomes') return false;
      missing -= answer.outcomes.length;
      onOutcomes(answer.outcomes);
      return missing === 0;
    });
  }

  give(batch: Batch, input: string): Promise<ChildEnd | undefined> {
    return this.#request({ type: 'give', input, ...recordsOf(batch) }, undefined, ({ type }) => type === 'given');
  }

  /** Hands over what the code gives as it comes. */
  callWhole(
    attempt: number,
    limitMs: number | undefined,
    onOutcomes: (outcomes: Outcome[]) => void,
  ): Promise<ChildEnd | undefined> {
    return this.#request({ type: 'whole', attempt }, limitMs, (answer) => {
      if (answer.type === 'outcomes') onOutcomes(answer.outcomes);
      return answer.type === 'done';
    });
  }

  /** Lets the code close what it opened; resolves when the process is gone. */
  async close(limitMs: number): Promise<ChildEnd | undefined> {
    if (!this.isAlive) {
      await this.#gone;
      return undefined;
    }
    const end = await this.#request({ type: 'close' }, limitMs, ({ type }) => type === 'closed');
    const callOff = this.#options.after(limitMs, () => killChild(this.#wire.process));
    await this.#gone;
    callOff();
    return end;
  }

  /** Ends the process at once; what waits for an answer gets `end`. */
  kill(end: ChildEnd): void {
    this.#ended(end);
    killChild(this.#wire.process);
  }

  /** The limit is for the time between two answers. */
  #request(
    message: ToChild,
    limitMs: number | undefined,
    isAnswered: (answer: FromChild) => Answer,
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
        const answered = answer.type === 'failed' ? failureOf(answer) : isAnswered(answer);
        if (answered === false) callOff.run = this.#limit(limitMs);
        else settle(answered === true ? undefined : answered);
      };
      this.#wire.send(message);
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

  #crash({ code, signal }: { code: number | null; signal: NodeJS.Signals | null }): ChildEnd {
    if (this.#isOutOfHeap) return { code: 'task-memory', message: `it ran out of memory${this.#memoryText()}` };
    const explained = this.#wire.explain?.(code);
    if (explained !== undefined) return explained;
    const how = signal === null ? `ended with exit code ${code}` : `was killed by ${signal}`;
    const said = this.#lastError === '' ? '' : `; it last printed: ${this.#lastError}`;
    return { code: 'task-crashed', message: `its process ${how}${said}` };
  }

  #memoryText(): string {
    const { memoryBytes } = this.#options;
    return memoryBytes === undefined ? '' : `; resources gives it ${Math.round(memoryBytes / 1024 ** 2)} MiB`;
  }

  #watchMemory(): void {
    const { memoryBytes, after } = this.#options;
    const { process } = this.#wire;
    if (memoryBytes === undefined || process.pid === undefined) return;
    const stop = watchMemory(process.pid, memoryBytes, after, (bytes) => {
      const message = `it took ${Math.round(bytes / 1024 ** 2)} MiB${this.#memoryText()}`;
      this.kill({ code: 'task-memory', message });
    });
    process.once('exit', stop);
  }

  #readOutput(): void {
    const { stdout, stderr } = this.#wire.process;
    if (stdout) readBatchLines(stdout, (line, batch) => this.#options.log('stdout', line, batch));
    if (!stderr) return;
    readBatchLines(stderr, (line, batch) => {
      if (line.includes('JavaScript heap out of memory')) this.#isOutOfHeap = true;
      this.#lastError = /\w*Error\b/.test(line) || this.#lastError === '' ? line.trim() : this.#lastError;
      this.#options.log('stderr', line, batch);
    });
  }
}

function failureOf({ code = 'task-failed', message }: FromChild & { type: 'failed' }): ChildEnd {
  return { code, message };
}

function recordsOf({ schema, columns, length }: Batch) {
  return { names: schema.fields.map(({ name }) => name), columns: [...columns], length };
}
