/** Reads records of a service, page by page, in batches that know nothing of pages. One page is asked for when it is needed. */
import type { ConnectorCall } from '@millrace/grammar';
import type { Source, SourceContext } from '../connector.ts';
import { csvDialect } from '../csv/csv-dialect.ts';
import { readCsv } from '../csv/csv-source.ts';
import { ByteWindow } from '../files/byte-window.ts';
import { StreamReader } from '../files/stream-reader.ts';
import { readJsonl } from '../jsonl/jsonl-source.ts';
import { RecordSource } from '../record-source.ts';
import { type HttpCall, httpCall } from './http-call.ts';
import { type HttpAnswer, HttpClient, type HttpRequest } from './http-client.ts';
import { Momentary, networkFailure } from './http-failure.ts';
import { parsePage, recordsIn } from './json-page.ts';
import { Pages } from './pages.ts';

export async function openHttpSource(call: ConnectorCall, context: SourceContext): Promise<Source> {
  const http = httpCall(call, 'read', context);
  const service: Service = {
    call: http,
    client: new HttpClient(http, context.signal),
    pages: new Pages(call, http),
    requestOf: (url) => requestOf(url, call),
  };
  if (http.format === 'json') return new RecordSource(jsonFeed(service, recordsWay(call)), context);
  const reader = new StreamReader(await textOf(service), context.signal, (cause) => failureOf(cause, http));
  const window = new ByteWindow({ path: http.place, absolute: http.place, state: undefined }, reader);
  if (http.format === 'jsonl') return readJsonl(window, context);
  const dialect = csvDialect({ ...call, options: { ...call.options, path: http.place } });
  return readCsv(window, dialect, context);
}

interface Service {
  call: HttpCall;
  client: HttpClient;
  pages: Pages;
  requestOf(url: URL): HttpRequest;
}

function requestOf(url: URL, { options: { method, body } }: ConnectorCall): HttpRequest {
  if (method !== 'POST') return { url, method: 'GET' };
  const text = typeof body === 'string' ? body : '';
  return { url, method: 'POST', body: text, headers: { 'Content-Type': 'application/json' } };
}

function recordsWay({ options: { records } }: ConnectorCall): string | undefined {
  return typeof records === 'string' ? records : undefined;
}

/** One page is held at a time. */
function jsonFeed({ call, client, pages, requestOf }: Service, way: string | undefined) {
  let next: URL | undefined = pages.first();
  let records: readonly unknown[] = [];
  let taken = 0;
  return {
    place: call.place,
    async next(count: number) {
      while (taken >= records.length) {
        if (next === undefined) return undefined;
        const page = await client.ask(requestOf(next), async ({ url, headers, body }) => {
          return { url, headers, content: parsePage(await new Response(body).text(), call.doing) };
        });
        records = recordsIn(page.content, way, call.doing);
        taken = 0;
        next = pages.after({ ...page, isEmpty: records.length === 0 });
      }
      const some = records.slice(taken, taken + count);
      taken += some.length;
      return some;
    },
    async close() {
      next = undefined;
      records = [];
    },
  };
}

/** The texts of all pages, one behind the other. What broke off in the middle is not asked for again: half of it was read. */
async function textOf({ client, pages, requestOf }: Service): Promise<ReadableStream<Uint8Array>> {
  const open = async (url: URL) => client.ask(requestOf(url), async (answer) => new PageText(answer));
  let page: PageText | undefined = await open(pages.first());
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          const bytes = await page?.read();
          if (bytes !== undefined) return controller.enqueue(bytes);
          const next = page && pages.after(page);
          if (next === undefined) return controller.close();
          page = await open(next);
          // A last line without an end is a line.
          return controller.enqueue(Uint8Array.of(10));
        }
      },
      cancel: () => page?.cancel(),
    },
    { highWaterMark: 0 },
  );
}

class PageText {
  readonly url: URL;
  readonly headers: Headers;
  isEmpty = true;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor({ url, headers, body }: HttpAnswer) {
    this.url = url;
    this.headers = headers;
    this.#reader = body.getReader();
  }

  async read(): Promise<Uint8Array | undefined> {
    const { value } = await this.#reader.read();
    if (value?.some((byte) => byte > 32)) this.isEmpty = false;
    return value;
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }
}

function failureOf(cause: unknown, { doing }: HttpCall): unknown {
  const failure = networkFailure(doing, cause);
  return failure instanceof Momentary ? failure.failure : failure;
}
