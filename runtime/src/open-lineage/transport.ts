/**
 * Where events of OpenLineage go: a file, one of JSON per line, or a service that takes them by POST. What cannot be written to a file
 * is a failure; a service that does not answer is told and stops nothing, for a run is worth more than its lineage.
 */
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileError } from '../connectors/files/file-errors.ts';
import { RunError } from '../execute/run-error.ts';
import type { OpenLineageEvent } from './event.ts';

export interface LineageTransport {
  send(event: OpenLineageEvent): Promise<void>;
  close(): Promise<void>;
}

/** Appends; makes the file where there is none. Rejects with a RunError. */
export async function fileTransport(path: string): Promise<LineageTransport> {
  const told = (cause: unknown) => fileError(`Cannot write the lineage to "${path}"`, cause);
  const file: FileHandle = await mkdir(dirname(path), { recursive: true })
    .then(() => open(path, 'a'))
    .catch((cause: unknown) => {
      throw told(cause);
    });
  return {
    async send(event) {
      await file.appendFile(`${JSON.stringify(event)}\n`).catch((cause: unknown) => {
        throw told(cause);
      });
    },
    close: () => file.close(),
  };
}

export interface ServiceOptions {
  /** Sent as a bearer token. */
  key?: string;
  /** Hears why an event was not taken. */
  warn(message: string): void;
}

const timeoutMs = 10_000;

/** Throws a RunError for an address that holds a password. */
export function serviceTransport(address: string, { key, warn }: ServiceOptions): LineageTransport {
  const url = serviceUrl(address);
  const headers = { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) };
  const told = new Set<string>();
  let isSilent = false;
  return {
    async send(event) {
      // Waiting for it once more for every node would keep the run from its end.
      if (isSilent && event.job.facets.jobType?.jobType !== 'FLOW') return;
      const { refusal, isAnswer } = await post(url, { method: 'POST', headers, body: JSON.stringify(event) });
      isSilent = !isAnswer;
      if (refusal === undefined || told.has(refusal)) return;
      told.add(refusal);
      warn(`${url.origin} did not take the ${event.eventType} event of OpenLineage: ${refusal}`);
    },
    close: async () => {},
  };
}

/** The address alone means the place in it that services of OpenLineage have. */
function serviceUrl(address: string): URL {
  const url = new URL(address);
  if (url.username !== '' || url.password !== '')
    throw new RunError('config-invalid', 'The address for lineage has a password: give a key in OPENLINEAGE_API_KEY');
  if (url.pathname === '/') url.pathname = '/api/v1/lineage';
  return url;
}

async function post(url: URL, request: RequestInit): Promise<{ refusal?: string; isAnswer: boolean }> {
  try {
    const answer = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    await answer.body?.cancel();
    return answer.ok ? { isAnswer: true } : { refusal: `it answered ${answer.status}`, isAnswer: true };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { refusal: cause instanceof Error ? cause.message : String(cause), isAnswer: false };
  }
}
