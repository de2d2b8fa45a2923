/** The kinds of node that make one batch of every batch. */
import { recordType, scalarType } from '@millrace/grammar';
import { openCatalogue, reviewsIn } from 'millrace';
import { inferStage, modelPath } from '../infer-stages.ts';
import type { NodeContract } from '../node-contract.ts';
import type { Model } from '../onnx-model.ts';
import { call, column, field, literal, schema, stage } from '../plans.ts';
import { bad, good, input, next, nulls } from './records.ts';

const select: NodeContract = {
  stage: stage('select', {
    name: 'select',
    input,
    output: schema({ next: 'int32', text: 'string?' }),
    columns: [
      { name: 'next', expression: next },
      { name: 'text', expression: column('text', 'string', true) },
    ],
  }),
  good,
  bad,
  nulls,
  expected: ({ id, text }) => [{ next: Number(id) + 1, text }],
};

const filter: NodeContract = {
  stage: stage('filter', {
    name: 'filter',
    input,
    output: input,
    where: call('greaterThan', 'bool', next, literal('int32', 2)),
  }),
  good,
  bad,
  nulls,
  expected: (row) => (Number(row.id) + 1 > 2 ? [row] : []),
};

/** Records with an even number leave by one port, the others by the other. */
const routeBy = (port: string, isTaken: (id: number) => boolean): NodeContract => ({
  stage: stage('route', {
    name: 'route',
    input,
    ports: [
      {
        name: 'odd',
        where: call('equal', 'bool', call('modulo', 'int32', next, literal('int32', 2)), literal('int32', 0)),
        output: input,
      },
      { name: 'even', output: input },
    ],
  }),
  port,
  good,
  bad,
  nulls,
  expected: (row) => (isTaken(Number(row.id)) ? [row] : []),
});

const union: NodeContract = {
  stage: stage('union', { name: 'union', output: schema({ text: 'string?', id: 'int64', n: 'float64?' }) }),
  input: schema({ id: 'int32', n: 'int16?', text: 'string?' }),
  good: (i) => ({ id: i, n: i % 3, text: i % 2 === 0 ? `text ${i}` : null }),
  bad: 'A union has no bad records: each of its columns holds all values of those that come in.',
  nulls,
  expected: ({ id, n, text }) => [{ text, id: BigInt(Number(id)), n }],
};

/** One record waits for people; nobody answers. */
const review: NodeContract = {
  stage: stage('review', {
    name: 'review',
    input,
    output: recordType([...input.fields, field('verdict', 'string', true)]),
    by: 'desk',
    answers: [field('verdict', 'string')],
    when: call('equal', 'bool', next, literal('int32', 2)),
  }),
  async around(projectFolder) {
    const catalogue = await openCatalogue({ projectFolder });
    return { context: { reviews: reviewsIn(catalogue) }, close: () => catalogue.close() };
  },
  good,
  bad,
  nulls,
  expected: (row) => (row.id === 1 ? [] : [{ ...row, verdict: null }]),
};

const names = [
  { key: 0n, name: 'zero' },
  { key: 2n, name: 'two' },
  { key: null, name: 'none' },
  { key: 2n, name: 'deux' },
];
const right = schema({ key: 'int64?', name: 'string' });

const join: NodeContract = {
  stage: stage('join', {
    name: 'join',
    input,
    right,
    output: schema({ id: 'int32', name: 'string?' }),
    join: 'left',
    keys: [{ left: column('n', 'int64', true), right: column('key', 'int64', true) }],
    columns: [
      { name: 'id', side: 'left', from: 'id' },
      { name: 'name', side: 'right', from: 'name' },
    ],
  }),
  ahead: { schema: right, rows: names },
  good,
  bad: 'A join has no bad records: it compares columns as they are, and a null meets nothing.',
  nulls,
  expected: ({ id, n }) => {
    const met = names.filter(({ key }) => key === n).map(({ name }) => ({ id, name }));
    return met.length > 0 ? met : [{ id, name: null }];
  },
};

const pick: Model = {
  name: 'pick',
  inputs: [{ name: 'at', element: 'int64', shape: ['N'] }],
  outputs: [{ name: 'picked', element: 'float32', shape: ['N'] }],
  weights: [{ name: 'three', shape: [3], values: Float32Array.of(10, 20, 30) }],
  nodes: [{ operator: 'Gather', inputs: ['three', 'at'], outputs: ['picked'] }],
};
const { stage: inferring, bytes } = inferStage(pick, {
  input,
  fill: { at: [column('n', 'int64', true)] },
  take: { picked: { column: 'picked', type: scalarType('float32') } },
  keep: ['id', 'text'],
});

const infer: NodeContract = {
  stage: inferring,
  files: { [modelPath]: bytes },
  good,
  bad,
  nulls,
  expected: ({ id, n, text }) => [{ id, text, picked: (Number(n) + 1) * 10 }],
};

export const transforms: Readonly<Record<string, NodeContract>> = {
  select,
  filter,
  'route, by a port with a condition': routeBy('odd', (id) => id % 2 === 1),
  'route, by its last port': routeBy('even', (id) => id % 2 === 0),
  infer,
  join,
  union,
  review,
};
