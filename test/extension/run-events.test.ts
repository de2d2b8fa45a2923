/** From the lines of the runtime to what is shown of a run. */

import fc from 'fast-check';
import type { RunEvent } from 'millrace/protocol';
import {
  brokenRun,
  cancelledRun,
  failuresMax,
  LineSplitter,
  parseRunEvent,
  RunResultsBuilder,
  reduceRunView,
  startedRun,
} from 'millrace-vscode';
import { expect, test } from 'vitest';

const common = { time: '2026-01-31T10:00:00Z', runId: 'r' };

function event(fields: Record<string, unknown>): RunEvent {
  const parsed = parseRunEvent(JSON.stringify({ ...common, ...fields }));
  if (parsed === undefined) throw new Error('The event is not known');
  return parsed;
}

const nodes = [
  { name: 'a', kind: 'read' },
  { name: 'b', kind: 'infer' },
  { name: 'c', kind: 'write' },
];
const started = event({ type: 'run-started', protocolVersion: 1, flow: 'F', nodes });

test('lines are cut where they end, however the text comes in', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '\n', 'é', '{') })), (pieces) => {
      const lines: string[] = [];
      const splitter = new LineSplitter((line) => lines.push(line));
      for (const piece of pieces) splitter.push(piece);
      splitter.close();
      expect(lines.join('\n')).toBe(pieces.join('').replace(/\n$/, ''));
    }),
  );
});

test('an event of a newer runtime is passed over', () => {
  expect(parseRunEvent(JSON.stringify({ ...common, type: 'stage-cached' }))).toBeUndefined();
});

test.each([
  ['no JSON', 'oops'],
  ['no event', '[1]'],
  ['an event without its time', '{"type":"node-started","runId":"r","node":"a"}'],
  ['an event without its node', JSON.stringify({ ...common, type: 'node-started' })],
  ['progress of another shape', JSON.stringify({ ...common, type: 'progress', nodes: [{ node: 'a' }] })],
])('refuses %s', (_, line) => {
  expect(() => parseRunEvent(line)).toThrow();
});

test('a run goes from waiting to its end, node by node', () => {
  const events = [
    started,
    event({ type: 'node-started', node: 'a' }),
    event({ type: 'progress', nodes: [{ node: 'a', records: 10, failed: 1, rate: 5, queued: 0, batchFill: 0.5 }] }),
    event({ type: 'node-finished', node: 'a', status: 'succeeded', records: 20, batches: 2, durationMs: 9 }),
    event({ type: 'node-started', node: 'b' }),
  ];
  const view = events.reduce(reduceRunView, startedRun('F'));
  expect(view).toMatchObject({
    status: 'running',
    nodes: {
      a: { state: 'succeeded', records: 20, failed: 1, batchFill: 0.5, durationMs: 9 },
      b: { state: 'running', records: 0 },
      c: { state: 'waiting' },
    },
  });
});

test('what had not finished when a run ended was cancelled', () => {
  const end = event({ type: 'run-finished', status: 'cancelled', durationMs: 5, records: {} });
  const view = [started, event({ type: 'node-started', node: 'a' }), end].reduce(reduceRunView, startedRun('F'));
  expect(view.status).toBe('cancelled');
  expect(Object.values(view.nodes).map((node) => node.state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
});

test('a run that was stopped before it said anything was cancelled', () => {
  expect(cancelledRun(reduceRunView(startedRun('F'), started))).toMatchObject({
    status: 'cancelled',
    nodes: { a: { state: 'cancelled' } },
  });
});

test('a runtime that ends without a word has failed', () => {
  const view = brokenRun(reduceRunView(startedRun('F'), started), 'it was ended by SIGKILL');
  expect(view).toMatchObject({ status: 'failed', error: { message: 'it was ended by SIGKILL' } });
});

test('nodes called as parts of objects are nodes', () => {
  const odd = event({
    type: 'run-started',
    protocolVersion: 1,
    flow: 'F',
    nodes: [{ name: 'constructor', kind: 'read' }],
  });
  const view = [odd, event({ type: 'node-started', node: 'toString' })].reduce(reduceRunView, startedRun('F'));
  expect(view.nodes.constructor).toMatchObject({ state: 'waiting' });
  expect(Object.keys(view.nodes)).toEqual(['constructor', 'toString']);
});

test('failures are counted as progress counts them, as only the first are told one by one', () => {
  const builder = new RunResultsBuilder('F', 'file:///f.flow');
  builder.add(event({ type: 'record-failed', node: 'a', message: 'bad', attempt: 1 }));
  const figures = { records: 0, rate: 0, queued: 0 };
  builder.add(event({ type: 'progress', nodes: [{ node: 'a', failed: 2000, ...figures }] }));
  builder.add(event({ type: 'progress', nodes: [{ node: 'b', failed: 1, ...figures }] }));
  expect(builder.results.failedTotal).toBe(2001);
  expect(builder.results.failures).toHaveLength(1);
});

test('results come in the order of the flow, whoever was ready first', () => {
  const builder = new RunResultsBuilder('F', 'file:///f.flow');
  builder.add(started);
  for (const node of ['c', 'a', 'b']) {
    builder.add(event({ type: 'preview', node, columns: [], rows: [] }));
    builder.add(event({ type: 'artefact', node, path: node, records: 0, bytes: 0 }));
  }
  builder.add(event({ type: 'run-finished', status: 'succeeded', durationMs: 5, records: {} }));
  expect(builder.results.sinks.map((sink) => sink.node)).toEqual(['a', 'b', 'c']);
  expect(builder.results.artefacts.map((artefact) => artefact.node)).toEqual(['a', 'b', 'c']);
});

test('results hold what was written, where, and the first failures of all', () => {
  const builder = new RunResultsBuilder('F', 'file:///f.flow');
  builder.add(event({ type: 'preview', node: 'c', columns: [{ name: 'x', type: 'int32' }], rows: [[1], [2]] }));
  builder.add(event({ type: 'artefact', node: 'c', path: 'out/x.csv', records: 7, bytes: 70 }));
  for (let i = 0; i < failuresMax + 5; i++) {
    builder.add(
      event({ type: 'record-failed', node: 'a', message: 'bad', attempt: 1, source: { path: 'in.csv', line: i } }),
    );
  }
  builder.add(event({ type: 'run-finished', status: 'succeeded', durationMs: 5, records: { c: 7 } }));
  const { results } = builder;
  expect(results).toMatchObject({
    status: 'succeeded',
    failedTotal: failuresMax + 5,
    sinks: [{ node: 'c', records: 7, rows: [[1], [2]] }],
    artefacts: [{ path: 'out/x.csv', bytes: 70 }],
  });
  expect(results.failures).toHaveLength(failuresMax);
});
