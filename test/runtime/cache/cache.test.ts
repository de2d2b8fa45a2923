import { cpSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeModel } from '../../../examples/card-fraud/make/onnx-file.ts';
import { cacheProject, computedIn, edit, eventsOf, explained } from '../../support/cache-project.ts';
import { millrace } from '../../support/millrace-command.ts';
import { projectFolder } from '../../support/project-folder.ts';

/** Run once; each test works on a copy. */
let ran: string;
beforeAll(() => {
  ran = projectFolder(cacheProject, afterAll);
  computedIn(ran);
}, 60_000);

function copyOfRan(): string {
  const folder = projectFolder();
  cpSync(ran, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

const scoring = ['alerts', 'checked', 'kept', 'readings', 'report', 'scored', 'shown', 'told', 'worst'];

interface OneChange {
  what: string;
  change(cwd: string): void;
  options?: string[];
  computed: string[];
  /** The node that is asked about, and what is said of it. */
  asked?: { node: string; state: string; changes?: string[] };
}

const changes: OneChange[] = [
  { what: 'nothing', change: () => {}, computed: [], asked: { node: 'kept', state: 'fresh' } },
  {
    what: 'the definition of a node in the middle',
    change: (cwd) => edit(cwd, 'main.flow', (text) => text.replace('risk * 100', 'risk * 1000')),
    computed: ['report', 'shown', 'told'],
    asked: { node: 'report', state: 'stale', changes: ['shown: text'] },
  },
  {
    what: 'the query',
    change: (cwd) => edit(cwd, 'main.flow', (text) => text.replace('max(risk)', 'min(risk)')),
    computed: ['checked', 'readings', 'report', 'scored', 'shown', 'told', 'worst'],
    asked: { node: 'report', state: 'stale', changes: ['worst: text'] },
  },
  {
    what: 'code that the code imports',
    change: (cwd) => edit(cwd, 'steps/vector.ts', (text) => text.replace('r.load]', 'r.load + 0]')),
    computed: scoring,
    asked: { node: 'kept', state: 'stale', changes: ['checked: code steps/vector.ts'] },
  },
  {
    what: 'a parameter, which code may read',
    change: () => {},
    options: ['--param', 'threshold=0.9'],
    computed: scoring,
    asked: { node: 'kept', state: 'stale', changes: ['alerts: parameters', 'checked: parameters'] },
  },
  {
    what: 'the model',
    change: (cwd) => writeFileSync(path.join(cwd, 'models/risk.onnx'), otherModel()),
    computed: ['alerts', 'checked', 'kept', 'readings', 'report', 'scored', 'shown', 'told', 'worst'],
    asked: { node: 'report', state: 'stale', changes: ['scored: model'] },
  },
  {
    what: 'data',
    change: (cwd) => edit(cwd, 'data/sites.csv', (text) => `${text}south,Ulm\n`),
    computed: ['copied', 'sites'],
    asked: { node: 'copied', state: 'stale', changes: ['sites: data data/sites.csv'] },
  },
  {
    what: 'code and data at once',
    change(cwd) {
      edit(cwd, 'steps/check.ts', (text) => `${text}\n// more\n`);
      edit(cwd, 'data/readings.csv', (text) => `${text}mill-9,1,2,3\n`);
    },
    computed: scoring,
    asked: {
      node: 'kept',
      state: 'stale',
      changes: ['checked: code steps/check.ts', 'readings: data data/readings.csv'],
    },
  },
  {
    what: 'the code of a task that only does something',
    change: (cwd) => edit(cwd, 'steps/tell.ts', (text) => `${text}// more\n`),
    computed: ['told'],
    asked: { node: 'told', state: 'stale', changes: ['told: code steps/tell.ts'] },
  },
  {
    what: 'an output that is gone',
    change: (cwd) => rmSync(path.join(cwd, 'out/worst.jsonl')),
    computed: ['report', 'shown'],
    asked: { node: 'report', state: 'gone' },
  },
  {
    what: 'an output that somebody has edited',
    change: (cwd) => edit(cwd, 'out/sites.jsonl', (text) => text.replace('Kiel', 'Bonn')),
    computed: ['copied', 'sites'],
    asked: { node: 'copied', state: 'gone' },
  },
  {
    what: 'where an output is written',
    change: (cwd) => edit(cwd, 'main.flow', (text) => text.replace('out/sites.jsonl', 'out/places.jsonl')),
    computed: ['copied', 'sites'],
    asked: { node: 'copied', state: 'stale', changes: ['copied: text'] },
  },
  {
    what: 'comments, layout, names of nodes, patience and sizes of batches',
    change: (cwd) =>
      edit(cwd, 'main.flow', (text) =>
        text
          .replaceAll('scored', 'marked')
          .replace('  filter alerts', '  /* few */\n    filter   alerts')
          .replace('export: "check")', 'export: "check"), timeout: 9s, batch: { max: 100 }'),
      ),
    // The name of a table is a word of the query.
    computed: ['checked', 'marked', 'readings', 'report', 'shown', 'told', 'worst'],
    asked: { node: 'kept', state: 'fresh' },
  },
  {
    what: 'the time of a file',
    change: (cwd) => utimesSync(path.join(cwd, 'data/readings.csv'), 1, 1),
    computed: [],
    asked: { node: 'kept', state: 'fresh' },
  },
  {
    what: 'nothing, but it is forced',
    change: () => {},
    options: ['--force'],
    computed: [...scoring, 'copied', 'sites'].sort(),
  },
  {
    what: 'nothing, and only one node is wanted',
    change: () => {},
    options: ['--to', 'alerts'],
    computed: ['alerts', 'checked', 'readings', 'scored'],
  },
  { what: 'nothing, and what is wanted is kept', change: () => {}, options: ['--to', 'worst'], computed: [] },
];

describe('one change at a time', () => {
  test.each(changes)('$what', ({ change, options = [], computed, asked }) => {
    const cwd = copyOfRan();
    change(cwd);
    if (asked) {
      const { state, changes = [] } = asked;
      const parameters = options[0] === '--param' ? options : [];
      expect(explained(cwd, asked.node, ...parameters)).toEqual({ state, changes });
    }
    expect(computedIn(cwd, ...options)).toEqual(computed);
    expect(computedIn(cwd, ...options.filter((option) => option !== '--force'))).toEqual([]);
  });
});

test('what is not computed again is told as if it were there', () => {
  const cwd = copyOfRan();
  const events = eventsOf(millrace(['run', 'main.flow', '--json'], { cwd }));
  const nodes = events.flatMap((event) => (event.type === 'node-finished' ? [`${event.node} ${event.status}`] : []));
  expect(nodes.length).toBe(scoring.length + 2);
  expect(nodes.every((node) => node.endsWith(' cached'))).toBe(true);
  const outputs = events.flatMap((event) => (event.type === 'artefact' ? [event.path] : []));
  expect(outputs.sort()).toEqual(['out/alerts.csv', 'out/sites.jsonl', 'out/worst.jsonl']);
  expect(events.filter(({ type }) => type === 'preview')).toHaveLength(3);
  expect(events.at(-1)).toMatchObject({ type: 'run-finished', status: 'succeeded', records: { kept: 2, report: 3 } });
  const { stdout } = millrace(['run', 'main.flow'], { cwd });
  expect(stdout).toContain('up to date, nothing had to run');
});

test('a result that is read by a new node gives the bytes that a whole run gives', () => {
  const cwd = copyOfRan();
  const added = '  write all(worst) to csv("out/all.csv")\n';
  edit(cwd, 'main.flow', (text) => text.replace('  read sites', `${added}  read sites`));
  expect(computedIn(cwd)).toEqual(['all']);
  const kept = readFileSync(path.join(cwd, 'out/all.csv'), 'utf8');
  computedIn(cwd, '--force');
  expect(readFileSync(path.join(cwd, 'out/all.csv'), 'utf8')).toBe(kept);
});

test('a kept result that is damaged is made again', () => {
  const cwd = copyOfRan();
  edit(cwd, 'main.flow', (text) => text.replace('risk * 100', 'risk * 10'));
  const { stdout } = millrace(['explain', 'main.flow', 'worst', '--json'], { cwd });
  writeFileSync(path.join(cwd, JSON.parse(stdout).path), 'millrace batches 1\nbroken');
  expect(computedIn(cwd)).toEqual(['checked', 'readings', 'report', 'scored', 'shown', 'told', 'worst']);
});

test('cache: off is computed in every run, and with it what is made of it; cache: on keeps what else would pass', () => {
  const cwd = copyOfRan();
  edit(cwd, 'main.flow', (text) => text.replace('export: "tell") }', 'export: "tell"), cache: off }'));
  expect(computedIn(cwd)).toEqual(['told']);
  expect(computedIn(cwd)).toEqual(['told']);
  expect(explained(cwd, 'told')).toEqual({ state: 'always', changes: ['told: cache: off'] });
  edit(cwd, 'main.flow', (text) => text.replace('keep: [machine] }', 'keep: [machine], cache: on }'));
  computedIn(cwd, '--force');
  edit(cwd, 'main.flow', (text) => text.replace('risk >=', 'risk >'));
  expect(computedIn(cwd)).toEqual(['alerts', 'kept', 'told']);
});

test('status lists what is stale, and why', () => {
  const cwd = copyOfRan();
  edit(cwd, 'data/sites.csv', (text) => `${text}south,Ulm\n`);
  const { flows } = JSON.parse(millrace(['status', '--json'], { cwd }).stdout);
  const states = flows[0].nodes.map(({ node, state }: { node: string; state: string }) => `${node} ${state}`);
  expect(states.sort()).toEqual(['copied stale', 'kept fresh', 'report fresh', 'told fresh', 'worst fresh']);
  const { stdout } = millrace(['status'], { cwd });
  expect(stdout).toContain('write copied: stale; one thing has changed since run ');
  expect(stdout).toContain('at sites: data/sites.csv has changed');
});

test('a failed run leaves nothing that stands in for a result', () => {
  const cwd = projectFolder({
    ...cacheProject,
    'steps/tell.ts': 'export const tell = () => { throw new Error("no"); };\n',
  });
  expect(millrace(['run', 'main.flow'], { cwd }).code).toBe(1);
  edit(cwd, 'steps/tell.ts', (text) => text.replace('throw new Error("no");', ''));
  expect(computedIn(cwd)).toEqual(['told']);
});

function otherModel(): Uint8Array {
  return encodeModel({
    name: 'failure-risk',
    producer: 'another',
    metadata: {},
    inputs: [{ name: 'readings', element: 'float32', shape: ['batch', 3] }],
    outputs: [{ name: 'failure_risk', element: 'float32', shape: ['batch', 1] }],
    weights: [
      { name: 'weights', shape: [3, 1], values: Float32Array.of(0.01, 0.2, 0.01) },
      { name: 'bias', shape: [1], values: Float32Array.of(-1) },
    ],
    nodes: [
      { operator: 'Gemm', inputs: ['readings', 'weights', 'bias'], outputs: ['logit'] },
      { operator: 'Sigmoid', inputs: ['logit'], outputs: ['failure_risk'] },
    ],
  });
}

test('a run that fails tells of the outputs it has published, not of those of earlier runs', () => {
  const cwd = copyOfRan();
  edit(cwd, 'steps/check.ts', (text) => text.replace('machine: reading', 'machin: reading'));
  const { code, stderr } = millrace(['run', 'main.flow'], { cwd });
  expect(code).toBe(1);
  expect(stderr).not.toContain('published before that');
});
