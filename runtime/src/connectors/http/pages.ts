/** Which address the next page has, as the option `pages` says. */
import type { ConnectorCall } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';
import type { HttpCall } from './http-call.ts';
import { valueIn } from './json-page.ts';

/** What is known of a page that was read. */
export interface ReadPage {
  url: URL;
  headers: Headers;
  isEmpty: boolean;
  /** Of a page of json. */
  content?: unknown;
}

export class Pages {
  readonly #call: HttpCall;
  readonly #byLink: boolean;
  readonly #next: string | undefined;
  readonly #parameter: string | undefined;
  readonly #seen = new Set<string>();
  #number: number;

  constructor({ options }: ConnectorCall, call: HttpCall) {
    this.#call = call;
    this.#byLink = options.pages === 'link';
    this.#next = textOf(options['pages.next']);
    this.#parameter = textOf(options['pages.parameter']);
    this.#number = typeof options['pages.first'] === 'number' ? options['pages.first'] : 1;
    const isPaged = this.#byLink || this.#next !== undefined || this.#parameter !== undefined;
    if (call.format === 'csv' && isPaged) throw invalid('csv comes in one answer; leave "pages" out');
    if (call.format === 'jsonl' && this.#next !== undefined) throw invalid('"next" looks into an answer of json');
  }

  first(): URL {
    const { url } = this.#call;
    return this.#parameter === undefined || this.#next !== undefined ? this.#noted(url) : this.#numbered(url);
  }

  /** undefined behind the last. */
  after(page: ReadPage): URL | undefined {
    if (this.#byLink) return this.#address(linkedNext(page.headers.get('link')), page.url);
    if (this.#next !== undefined) return this.#named(valueIn(page.content, this.#next), page.url);
    if (this.#parameter === undefined || page.isEmpty) return undefined;
    this.#number++;
    return this.#numbered(this.#call.url);
  }

  #named(value: unknown, from: URL): URL | undefined {
    if (value === undefined || value === null || value === '' || value === false) return undefined;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint')
      throw this.#failure(`"${this.#next}" of the answer is neither an address nor a value`);
    return this.#parameter === undefined
      ? this.#address(String(value), from)
      : this.#with(this.#call.url, String(value));
  }

  #numbered(url: URL): URL {
    return this.#with(url, String(this.#number));
  }

  #with(url: URL, value: string): URL {
    const next = new URL(url);
    next.searchParams.set(this.#parameter ?? '', value);
    return this.#noted(next);
  }

  /** A service behind a proxy may believe that it speaks http; what is secret goes to no other host. */
  #address(text: string | undefined, from: URL): URL | undefined {
    if (text === undefined) return undefined;
    const next = URL.canParse(text, from.href) ? new URL(text, from.href) : undefined;
    const { url } = this.#call;
    if (next === undefined || next.host !== url.host)
      throw this.#failure('the next page is on another host; read that one in its own right');
    next.protocol = url.protocol;
    return this.#noted(next);
  }

  #noted(url: URL): URL {
    if (this.#seen.has(url.href)) throw this.#failure('its pages lead in a circle');
    this.#seen.add(url.href);
    return url;
  }

  #failure(why: string): RunError {
    return new RunError('http-pages', `${this.#call.doing}: ${why}`);
  }
}

/** RFC 8288: `<https://…>; rel="next"`. */
function linkedNext(header: string | null): string | undefined {
  const links = (header ?? '').matchAll(/<([^>]*)>([^<]*)/g);
  return [...links].find(([, , rest = '']) => /;\s*rel\s*=\s*"?(?:[^"]*\s)?next\b/i.test(rest))?.[1];
}

function invalid(why: string): RunError {
  return new RunError('option-invalid', `http: ${why}`);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
