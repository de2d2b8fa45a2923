/**
 * Answers at once what is known of a query and finds out the rest in a process of its own: started by the first question,
 * asked one question at a time, reused, ended when nobody asks, and replaced when it dies or is late. A query that was too much for two processes,
 * or took too long, stays unknown, so that nothing is tried for ever; where no process can be started, so does every query.
 */
import type { QueryDescription, QueryRequest } from './query-description.ts';
import type { QueryAnswer, QueryHost, QueryProcess } from './query-host.ts';

export interface QueryDescriberOptions {
  /** Of one query. */
  limitMs?: number;
  /** Of the process, before its first query. */
  startLimitMs?: number;
  /** How long a process is kept that nobody asks. */
  idleLimitMs?: number;
}

interface Question {
  /** The request as JSON: what is sent, and what its answer is known by. */
  key: string;
  /** How many processes have died of it. */
  deaths: number;
}

const knownMax = 2000;
const waitingMax = 1000;
const startsMax = 3;
const deathsMax = 2;

export class QueryDescriber {
  private readonly host: QueryHost;
  private readonly options: QueryDescriberOptions;
  /** By key, the least recently used first; undefined: it could not be found out. */
  private readonly known = new Map<string, QueryDescription | undefined>();
  private readonly waiting = new Map<string, Question>();
  private asked: Question | undefined;
  private process: QueryProcess | undefined;
  private isReady = false;
  private answerCount = 0;
  /** Starts in a row that came to nothing. */
  private failedStarts = 0;
  private cancelLimit = () => {};
  private settling: (() => void)[] = [];
  private readonly listeners: (() => void)[] = [];

  constructor(host: QueryHost, options: QueryDescriberOptions = {}) {
    this.host = host;
    this.options = options;
  }

  /** What is known of the query; undefined where it is not known, or not yet: then it is being found out. */
  describe(request: QueryRequest): QueryDescription | undefined {
    const key = JSON.stringify(request);
    if (this.known.has(key)) return this.recall(key);
    if (this.asked?.key === key || this.waiting.has(key) || this.failedStarts >= startsMax) return undefined;
    this.waiting.set(key, { key, deaths: 0 });
    // What waits longest was typed over long ago.
    if (this.waiting.size > waitingMax) this.waiting.delete(this.waiting.keys().next().value as string);
    this.proceed();
    return undefined;
  }

  /** How many answers there have been: an analysis made at an earlier count may lack one. */
  get answers(): number {
    return this.answerCount;
  }

  get isSettled(): boolean {
    return this.asked === undefined && this.waiting.size === 0;
  }

  /** Resolves when everything asked so far has an answer. */
  settled(): Promise<void> {
    return this.isSettled ? Promise.resolve() : new Promise((resolve) => void this.settling.push(resolve));
  }

  /** Calls the listener whenever everything asked has an answer. */
  onSettled(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Ends the process; a question after that starts another one. What was asked stays unknown. */
  stop(): void {
    this.waiting.clear();
    this.asked = undefined;
    this.endProcess();
    this.proceed();
  }

  private recall(key: string): QueryDescription | undefined {
    const description = this.known.get(key);
    this.known.delete(key);
    this.known.set(key, description);
    return description;
  }

  private proceed(): void {
    if (this.asked !== undefined) return;
    const next = this.waiting.values().next().value;
    if (next === undefined) this.settle();
    else if (this.process === undefined) this.startProcess();
    else if (this.isReady) this.ask(next);
  }

  private ask(question: Question): void {
    this.waiting.delete(question.key);
    this.asked = question;
    this.limit(this.options.limitMs ?? 2000, () => this.give(undefined));
    this.process?.send(question.key);
  }

  private startProcess(): void {
    this.isReady = false;
    this.limit(this.options.startLimitMs ?? 10_000, () => this.failStart());
    this.process = this.host.start({ onLine: (line) => this.hear(line), onEnd: () => this.bury() });
  }

  private hear(line: string): void {
    const answer = parseAnswer(line);
    if (answer?.type === 'ready') this.welcome();
    else if (answer !== undefined && this.asked !== undefined) this.give(answer.description ?? 'not found out');
  }

  private welcome(): void {
    this.cancelLimit();
    this.isReady = true;
    this.failedStarts = 0;
    this.proceed();
  }

  /** undefined: the process is late, and goes. */
  private give(description: QueryDescription | 'not found out' | undefined): void {
    const key = this.asked?.key as string;
    this.asked = undefined;
    this.cancelLimit();
    if (description === undefined) this.endProcess();
    this.remember(key, typeof description === 'object' ? description : undefined);
    this.proceed();
  }

  /** The process has died: of the question perhaps, or because somebody ended it. */
  private bury(): void {
    if (!this.isReady) {
      this.failStart();
      return;
    }
    const question = this.asked;
    this.asked = undefined;
    this.endProcess();
    if (question !== undefined) this.askAgain({ ...question, deaths: question.deaths + 1 });
    this.proceed();
  }

  private askAgain(question: Question): void {
    if (question.deaths >= deathsMax) this.remember(question.key, undefined);
    else this.waiting.set(question.key, question);
  }

  private failStart(): void {
    this.endProcess();
    this.failedStarts += 1;
    if (this.failedStarts >= startsMax) this.waiting.clear();
    this.proceed();
  }

  private endProcess(): void {
    this.cancelLimit();
    this.process?.stop();
    this.process = undefined;
    this.isReady = false;
  }

  private remember(key: string, description: QueryDescription | undefined): void {
    this.answerCount += 1;
    this.known.set(key, description);
    if (this.known.size > knownMax) this.known.delete(this.known.keys().next().value as string);
  }

  private limit(milliseconds: number, act: () => void): void {
    this.cancelLimit();
    this.cancelLimit = this.host.after(milliseconds, act);
  }

  private settle(): void {
    const settling = this.settling;
    this.settling = [];
    if (this.process !== undefined) this.limit(this.options.idleLimitMs ?? 20_000, () => this.endProcess());
    for (const tell of [...settling, ...this.listeners]) tell();
  }
}

/** A process may print what it likes: what is no answer is none. */
function parseAnswer(line: string): QueryAnswer | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as QueryAnswer) : undefined;
  } catch {
    return undefined;
  }
}
