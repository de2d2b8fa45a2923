/** What took a whole input to compute is not computed again by a run that goes on, once it is there whole. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@millrace/grammar';
import { systemClock, tap } from 'millrace';
import type { RunEvent } from 'millrace/protocol';
import { expect, test } from 'vitest';
import { projectFolder } from '../support/project-folder.ts';
import { ledgeredRun } from './ledgered-run.ts';

const flow = (total: string) => `
schema Row { id: int32 }
schema Total { part: int32  n: int64 }
flow Main() {
  read rows: Row from csv("rows.csv") { batch: { max: 10 } }
  task seen(rows) -> Row { run: node("steps.mjs", export: "seen"), onError: skip }
  ${total}
  task held(totals) -> Total { run: node("steps.mjs", export: "held"), batch: { max: 1 } }
  write out(held) to jsonl("out.jsonl")
  write also(totals) to csv("also.csv")
}
`;

/** The first tells of each record that it gets; the second gives nothing before there is a file "go". */
const steps = `import { existsSync } from 'node:fs';
export const seen = ({ id }) => {
  console.log(id);
  if (id === 7) throw new Error('no seven');
  return { id };
};
export const held = async (record) => {
  while (!existsSync('go')) await new Promise((goOn) => setTimeout(goOn, 5));
  return record;
};
export const later = (record) => (record.id < 60 ? record : held(record));
export const whole = ({ seen }) => {
  console.log('whole');
  const parts = Map.groupBy(seen, ({ id }) => id % 3);
  return [...parts].map(([part, all]) => ({ part, n: BigInt(all.length) }));
};
`;

const totals: [string, string][] = [
  ['aggregate', 'aggregate totals(seen) by part: id % 3 { n: count() } with { batch: { max: 2 } }'],
  ['sql', 'sql totals(seen) """SELECT id % 3 AS part, count(*) AS n FROM seen GROUP BY ALL ORDER BY max(id) DESC"""'],
  [
    'mode: whole',
    'task totals(seen) -> Total { run: node("steps.mjs", export: "whole"), mode: whole, batch: { max: 2 } }',
  ],
];

test.each(totals)('%s: its input is not read again, and the outputs are the same', async (_, total) => {
  const rows = `id\n${Array.from({ length: 95 }, (_, id) => `${id}\n`).join('')}`;
  const files = {
    'millrace.json': '{ "name": "kept" }',
    'main.flow': flow(total),
    'rows.csv': rows,
    'steps.mjs': steps,
  };
  const undisturbed = projectFolder({ ...files, go: '' });
  expect(await ledgeredRun(undisturbed)).toMatchObject({ status: 'succeeded' });

  const folder = projectFolder(files);
  const abort = new AbortController();
  const cancel = (event: RunEvent) => {
    if (event.type === 'node-finished' && event.node === 'totals') abort.abort();
  };
  expect(await ledgeredRun(folder, { signal: abort.signal, onEvent: cancel })).toMatchObject({ resumable: true });
  expect(existsSync(join(folder, 'out.jsonl'))).toBe(false);

  writeFileSync(join(folder, 'go'), '');
  const events: RunEvent[] = [];
  const finished = await ledgeredRun(folder, { isResumed: true, onEvent: (event) => events.push(event) });
  expect(finished).toMatchObject({ status: 'succeeded', records: { out: 3, also: 3 } });
  expect(events.filter(({ type }) => type === 'log' || type === 'record-failed')).toEqual([]);
  expect(recordsIn(events)).toEqual({ rows: 95, seen: 94, totals: 3, held: 3, out: 3, also: 3 });
  for (const name of ['out.jsonl', 'also.csv'])
    expect(readFileSync(join(folder, name), 'utf8')).toBe(readFileSync(join(undisturbed, name), 'utf8'));
});

function recordsIn(events: readonly RunEvent[]): Record<string, number> {
  return Object.fromEntries(
    events.flatMap((event) => (event.type === 'node-finished' ? [[event.node, event.records]] : [])),
  );
}

const passing = `schema Row { id: int32 }
flow Main() {
  read rows: Row from csv("rows.csv") { batch: { max: 10 } }
  task seen(rows) -> Row { run: node("steps.mjs", export: "later") }
}
`;
const keepingSeen = (plan: Plan) => tap(plan, 'seen', 'out', { name: '$artefact', options: {} });
/** Progress is told every few milliseconds. */
const clock = { ...systemClock, after: (ms: number, action: () => void) => systemClock.after(ms / 20, action) };

test('a result that is kept for later runs goes on where it was', async () => {
  const rows = `id\n${Array.from({ length: 95 }, (_, id) => `${id}\n`).join('')}`;
  const folder = projectFolder({ 'main.flow': passing, 'rows.csv': rows, 'steps.mjs': steps });
  const abort = new AbortController();
  const cancel = (event: RunEvent) => {
    const told = event.type === 'progress' ? event.nodes : [];
    if (told.some(({ node, records }) => node === '$seen.out' && records > 30)) abort.abort();
  };
  const cancelled = await ledgeredRun(folder, { change: keepingSeen, clock, signal: abort.signal, onEvent: cancel });
  expect(cancelled).toMatchObject({ status: 'cancelled', resumable: true });

  writeFileSync(join(folder, 'go'), '');
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => events.push(event);
  expect(await ledgeredRun(folder, { change: keepingSeen, isResumed: true, onEvent })).toMatchObject({
    status: 'succeeded',
    records: { '$seen.out': 95 },
  });
  const from = events.flatMap((event) => (event.type === 'run-started' ? (event.from ?? []) : []));
  expect(from.find(({ node }) => node === '$seen.out')?.records).toBeGreaterThan(30);
});
