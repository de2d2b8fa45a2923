import type { ConnectorCall } from '@millrace/grammar';
import { RunError } from '../../execute/run-error.ts';
import { addressIn, optionValue } from '../address-in.ts';
import type { ConnectorContext } from '../connector.ts';

/** A call of http, with the values of its secrets. */
export interface HttpCall {
  url: URL;
  /** What messages call it: without what is secret in the address. */
  place: string;
  /** Begins the message of every failure. */
  doing: string;
  format: 'json' | 'jsonl' | 'csv';
  /** For this origin alone. */
  headers: Record<string, string>;
  timeoutMs: number;
  retries: number;
  pauseMs: number;
  maxBytes: number;
}

export function httpCall(call: ConnectorCall, use: 'read' | 'write', context: ConnectorContext): HttpCall {
  const { options, secrets = {} } = call;
  const url = urlOf(addressIn(call, context));
  const place = secrets.url === undefined ? `${url.origin}${url.pathname}` : url.origin;
  const headers = headersOf(call, url, context);
  url.username = '';
  url.password = '';
  return {
    url,
    place,
    doing: use === 'read' ? `Cannot read "${place}"` : `Cannot write to "${place}"`,
    format: options.format === 'jsonl' || options.format === 'csv' ? options.format : 'json',
    headers,
    timeoutMs: numberOf(options.timeout, 30_000),
    retries: numberOf(options.retries, 5),
    pauseMs: numberOf(options.pause, 500),
    maxBytes: numberOf(options.max, 256 << 20),
  };
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && isWeb(url)) return url;
  throw new RunError('option-invalid', 'The address of http is none; write it as https://host/path');
}

export function isWeb({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}

function headersOf(call: ConnectorCall, url: URL, context: ConnectorContext): Record<string, string> {
  const names = [...Object.keys(call.options), ...Object.keys(call.secrets ?? {})].filter((name) =>
    name.startsWith('headers.'),
  );
  const headers = names.map((name) => [
    name.slice('headers.'.length),
    headerValue(name, optionValue(call, name, context)),
  ]);
  const bearer = optionValue(call, 'bearer', context);
  return Object.fromEntries([
    ...(url.username === '' ? [] : [['Authorization', basic(url)]]),
    ...(bearer === undefined ? [] : [['Authorization', `Bearer ${headerValue('bearer', bearer)}`]]),
    ...headers,
  ]);
}

/** The value is not repeated: it may be secret. */
function headerValue(name: string, value = ''): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value;
  throw new RunError(
    'option-invalid',
    `http: the value of ${name} has a sign that a header cannot have, such as a line break`,
  );
}

function basic({ username, password }: URL): string {
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
