/**
 * The process that describes queries: a QueryRequest per line on stdin, a QueryAnswer per line on stdout. It runs nothing of
 * a query, sees no files, and ends with its owner, even in the midst of one.
 */
import { createInterface } from 'node:readline';
import type { QueryAnswer, QueryRequest } from '@millrace/grammar';
import { QuerySession } from './query-session.ts';

const session = await QuerySession.open();
const lines = createInterface({ input: process.stdin });
// Native code at work would hold up any gentler end.
lines.once('close', () => process.kill(process.pid, 'SIGKILL'));
say({ type: 'ready' });
for await (const line of lines) {
  const description = await session.describe(JSON.parse(line) as QueryRequest);
  say({ type: 'described', description });
}

function say(answer: QueryAnswer): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
