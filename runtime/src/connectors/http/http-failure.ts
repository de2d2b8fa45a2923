import { RunError } from '../../execute/run-error.ts';

/** What is worth another try, after a pause. */
export class Momentary extends Error {
  readonly failure: RunError;
  /** That the service asks for. */
  readonly waitMs: number | undefined;

  constructor(failure: RunError, waitMs?: number) {
    super(failure.message);
    this.failure = failure;
    this.waitMs = waitMs;
  }
}

const saidMax = 200;

/** Of an answer that is none of those wanted. */
export async function statusFailure(doing: string, response: Response): Promise<RunError | Momentary> {
  const { status, statusText, headers } = response;
  const said = (await response.text().catch(() => '')).replace(/\s+/g, ' ').trim().slice(0, saidMax);
  const name = statusText === '' ? `${status}` : `${status} (${statusText})`;
  const message = `${doing}: the service answers ${name}${said === '' ? '' : `: ${said}`}. ${adviceFor(status)}`;
  const failure = new RunError('http-status', message);
  const isMomentary =
    status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
  return isMomentary ? new Momentary(failure, retryAfter(headers.get('retry-after'))) : failure;
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403) return 'Check the secret, and what it permits';
  if (status === 404 || status === 410) return 'Check the address';
  if (status === 429) return 'It wants fewer requests; try later, or give more retries';
  if (status >= 500) return 'Try again later';
  return status >= 400 ? 'Check the options of http, and the records' : 'Give the address that it means';
}

/** Seconds, or a date. */
function retryAfter(text: string | null): number | undefined {
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Of a request without an answer, or one that broke off. */
export function networkFailure(doing: string, cause: unknown): RunError | Momentary {
  if (cause instanceof RunError || cause instanceof Momentary) return cause;
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  const message = inner instanceof Error ? inner.message : String(inner);
  const said = words[code] ?? (message === 'terminated' ? words.UND_ERR_SOCKET : message);
  const failure = new RunError('http-unreachable', `${doing}: ${said}`, { cause });
  const isLasting = code === 'ENOTFOUND' || /CERT|SIGNATURE|ISSUER|TLS/.test(code);
  return isLasting ? failure : new Momentary(failure);
}

const words: Record<string, string | undefined> = {
  ECONNREFUSED: 'nothing answers there; check the address',
  ENOTFOUND: 'there is no such host; check the address',
  EAI_AGAIN: 'the name of the host cannot be looked up now; check the network',
  ECONNRESET: 'the connection broke; try again',
  UND_ERR_SOCKET: 'the connection broke; try again',
  ETIMEDOUT: 'it does not answer; check the address and the network',
};
