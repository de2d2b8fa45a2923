/**
 * Sends the requests of one node: in time, again where a failure is one of the moment, and along redirects that stay on the web.
 * Invariant: the headers of the call, which may be secret, go to its own origin alone.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { RunError } from '../../execute/run-error.ts';
import { type HttpCall, isWeb } from './http-call.ts';
import { Momentary, networkFailure, statusFailure } from './http-failure.ts';

export interface HttpRequest {
  url: URL;
  method: 'GET' | 'POST';
  body?: string;
  headers?: Record<string, string>;
}

/** An answer that is wanted; its body comes as it is read. */
export interface HttpAnswer {
  url: URL;
  headers: Headers;
  body: ReadableStream<Uint8Array>;
}

const redirectsMax = 10;
const waitMaxMs = 600_000;

export class HttpClient {
  readonly #call: HttpCall;
  readonly #signal: AbortSignal;

  constructor(call: HttpCall, signal: AbortSignal) {
    this.#call = call;
    this.#signal = signal;
  }

  /** `take` reads the answer, and is called again with another one where it broke off. */
  async ask<T>(request: HttpRequest, take: (answer: HttpAnswer) => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await take(await this.#follow(request));
      } catch (cause) {
        this.#signal.throwIfAborted();
        const failure = networkFailure(this.#call.doing, cause);
        if (!(failure instanceof Momentary)) throw failure;
        await this.#wait(failure, attempt);
      }
    }
  }

  /** The pause doubles, less up to a half by chance, so that many who failed together do not come again together. */
  async #wait({ failure, waitMs }: Momentary, attempt: number): Promise<void> {
    const { retries, pauseMs } = this.#call;
    if (attempt >= retries || (waitMs ?? 0) > waitMaxMs) throw failure;
    const backoff = pauseMs * 2 ** attempt * (0.5 + Math.random() / 2);
    await pause(Math.min(waitMaxMs, Math.max(backoff, waitMs ?? 0)), undefined, { signal: this.#signal }).catch(() => {
      this.#signal.throwIfAborted();
    });
  }

  async #follow(request: HttpRequest): Promise<HttpAnswer> {
    let { url, method, body } = request;
    for (let hops = 0; hops <= redirectsMax; hops++) {
      const timer = new Timer(this.#call.timeoutMs, this.#signal, this.#call.doing);
      const response = await timer.during(this.#fetch({ ...request, url, method, body }, timer.signal));
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null)
        return this.#answer(url, response, timer);
      await response.body?.cancel();
      url = this.#redirected(url, location);
      if (response.status === 307 || response.status === 308 || method === 'GET') continue;
      if (request.headers !== undefined)
        throw this.#refused(`it moved to "${url.origin}${url.pathname}"; give that address`);
      method = 'GET';
      body = undefined;
    }
    throw this.#refused(`it redirects more than ${redirectsMax} times`);
  }

  #fetch({ url, method, body, headers }: HttpRequest, signal: AbortSignal): Promise<Response> {
    const own = url.origin === this.#call.url.origin ? this.#call.headers : {};
    return fetch(url, { method, body, headers: { ...headers, ...own }, redirect: 'manual', signal });
  }

  async #answer(url: URL, response: Response, timer: Timer): Promise<HttpAnswer> {
    const { doing, maxBytes } = this.#call;
    if (!response.ok) throw await timer.during(statusFailure(doing, response));
    const tooLarge = () =>
      new RunError(
        'http-too-large',
        `${doing}: the answer has more than ${maxBytes} bytes; ask for less, or raise "max"`,
      );
    const body = limited(response.body ?? new Response('').body, maxBytes, timer, tooLarge);
    return { url, headers: response.headers, body };
  }

  #redirected(from: URL, location: string): URL {
    const to = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
    if (to === undefined || !isWeb(to)) throw this.#refused('it redirects to what is no address of the web');
    if (from.protocol === 'https:' && to.protocol === 'http:') throw this.#refused('it redirects from https to http');
    return to;
  }

  #refused(why: string): RunError {
    return new RunError('http-redirect', `${this.#call.doing}: ${why}`);
  }
}

/** The bytes as they are asked for. Only the waits for the service count, not how long the reader takes. */
function limited(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  timer: Timer,
  tooLarge: () => RunError,
): ReadableStream<Uint8Array> {
  const reader = stream?.getReader();
  let bytes = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await (reader && timer.during(reader.read()));
        if (next?.value === undefined) return controller.close();
        bytes += next.value.length;
        if (bytes > maxBytes) throw tooLarge();
        controller.enqueue(next.value);
      },
      cancel: (reason) => reader?.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/** Ends a request that keeps its reader waiting too long. */
class Timer {
  readonly signal: AbortSignal;
  readonly #late = new AbortController();
  readonly #ms: number;
  readonly #doing: string;

  constructor(ms: number, signal: AbortSignal, doing: string) {
    this.#ms = ms;
    this.#doing = doing;
    this.signal = AbortSignal.any([signal, this.#late.signal]);
  }

  async during<T>(work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#late.abort(this.#failure()), this.#ms);
    try {
      return await work;
    } catch (error) {
      throw this.#late.signal.aborted ? this.#late.signal.reason : error;
    } finally {
      clearTimeout(timer);
    }
  }

  #failure(): Momentary {
    return new Momentary(
      new RunError(
        'http-timeout',
        `${this.#doing}: it did not answer within ${this.#ms} ms; try again, or raise "timeout"`,
      ),
    );
  }
}
