import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ServedRequest {
  method: string;
  /** With its parameters. */
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface HttpService {
  /** `http://127.0.0.1:4711` */
  origin: string;
  /** In their order. */
  requests: ServedRequest[];
}

/** What a service answers: a text or a value that becomes JSON, or whatever the function does itself. */
export type Answer = (request: ServedRequest, response: ServerResponse, count: number) => unknown;

/** A service of the test's own, which ends with it. `count`: requests before this one. */
export async function httpService(answer: Answer): Promise<HttpService> {
  const requests: ServedRequest[] = [];
  const server = createServer(async (message, response) => {
    let body = '';
    for await (const chunk of message.setEncoding('utf8')) body += chunk;
    const request = { method: message.method ?? '', path: message.url ?? '', headers: message.headers, body };
    requests.push(request);
    const said = await answer(request, response, requests.length - 1);
    if (said !== undefined) response.end(typeof said === 'string' ? said : JSON.stringify(said));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
