import { scalarType } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import {
  type Model,
  perceptronModel,
  sumModel,
  textModel,
  twoInputsModel,
  vectorModel,
  zipMapModel,
} from '../../support/onnx-model.ts';
import { column, schema } from '../../support/plans.ts';
import { type ScoreSetting, scoreRecords } from '../../support/score-records.ts';

const float = scalarType('float32');
const vector = (size: number) => ({
  kind: 'vector' as const,
  element: 'float32' as const,
  dimensions: [size],
  nullable: false,
});
const pair = schema({ id: 'int32', a: 'float32', b: 'float64' });
const both = [column('a', 'float32'), column('b', 'float64')];

describe('[N4] every kind of input and output', () => {
  test('a list of scalar columns fills a vector input, and [N] gives a scalar', async () => {
    const given = [
      { id: 1, a: 3, b: 1 },
      { id: 2, a: 1, b: 3 },
    ];
    const take = { score: { column: 'score', type: float } };
    const { records } = await scoreRecords(perceptronModel(), given, {
      input: pair,
      fill: { x: both },
      take,
      keep: ['id'],
    });
    expect(records).toEqual([
      { id: 1, score: 2 },
      { id: 2, score: 4 },
    ]);
  });

  test('several inputs of different types, and int64 stays exact', async () => {
    const { records } = await scoreRecords(twoInputsModel(), [{ a: 0.5, b: 9007199254740991 }], {
      input: schema({ a: 'float32', b: 'int64' }),
      fill: { a: [column('a', 'float32')], b: [column('b', 'int64')] },
      take: { sum: { column: 'sum', type: float }, count: { column: 'count', type: scalarType('int64') } },
      keep: ['a'],
    });
    expect(records).toEqual([{ a: 0.5, sum: expect.closeTo(2 ** 53, -10), count: 9007199254740991 }]);
  });

  test('an int32 column fills an int64 tensor', async () => {
    const { records } = await scoreRecords(twoInputsModel(), [{ a: 1, b: 2 }], {
      input: schema({ a: 'float32', b: 'int32' }),
      fill: { a: [column('a', 'float32')], b: [column('b', 'int32')] },
      take: { count: { column: 'count', type: scalarType('int64') } },
      keep: [],
    });
    expect(records).toEqual([{ count: 2 }]);
  });

  test('strings', async () => {
    const { records } = await scoreRecords(textModel(), [{ word: 'é' }, { word: '' }], {
      input: schema({ word: 'string' }),
      fill: { word: [column('word', 'string')] },
      take: { echo: { column: 'echo', type: scalarType('string') } },
      keep: [],
    });
    expect(records).toEqual([{ echo: 'é' }, { echo: '' }]);
  });

  test('a vector column fills a vector input, and [N, k] gives a vector', async () => {
    const { records } = await scoreRecords(vectorModel(), [{ x: [1, 2, 3] }, { x: [4, 5, 6] }], {
      input: schema({ x: vector(3) }),
      fill: { x: [column('x', vector(3))] },
      take: { embedding: { column: 'embedding', type: vector(3) } },
      keep: [],
    });
    expect(records).toEqual([{ embedding: [2, 4, 6] }, { embedding: [8, 10, 12] }]);
  });

  test.each([['int64', [0n, 1n]] as const, ['string', ['no', 'yes']] as const])(
    'the tensor behind a ZipMap with %s labels is fetched',
    async (_, labels) => {
      const { records } = await scoreRecords(zipMapModel([...labels] as bigint[]), [{ id: 1, a: 0, b: 0 }], {
        input: pair,
        fill: { x: both },
        take: {
          label: { column: 'label', type: scalarType('int64') },
          probabilities: { column: 'p', type: vector(2) },
        },
        keep: [],
      });
      expect(records).toEqual([{ label: 0, p: [0.5, 0.5] }]);
    },
  );

  test('an output that nobody asked for is not fetched, so a ZipMap beside it does no harm', async () => {
    const take = { label: { column: 'label', type: scalarType('int64') } };
    const { records } = await scoreRecords(zipMapModel(), [{ id: 1, a: 0, b: 4 }], {
      input: pair,
      fill: { x: both },
      take,
      keep: ['id'],
    });
    expect(records).toEqual([{ id: 1, label: 1 }]);
  });
});

const numbered = Array.from({ length: 11 }, (_, id) => ({ id, x: [id, 0, 0, 0] }));
const sumSetting: ScoreSetting = {
  input: schema({ id: 'int32', x: vector(4) }),
  fill: { x: [column('x', vector(4))] },
  take: { score: { column: 'score', type: float } },
};
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('batches', () => {
  test.each([
    ['a fixed first dimension of 4', sumModel(4, 4), {}],
    ['a fixed first dimension of 1', sumModel(4, 1), {}],
    ['batch.max 3', sumModel(4), { max: 3 }],
    ['batch.max beyond the input', sumModel(4), { max: 1000 }],
    ['an automatic batch', sumModel(4), {}],
  ])('%s gives every record its own score, in order, whatever the batches of the source', async (_, model, batch) => {
    for (const sourceBatch of [1, 4, 5, 100]) {
      const { records } = await scoreRecords(model, numbered, { ...sumSetting, batch, sourceBatch });
      expect(records.map(({ id }) => id)).toEqual(numbered.map(({ id }) => id));
      for (const { id, score } of records) expect(score).toBeCloseTo(sigmoid(id as number), 5);
    }
  });

  test('no records at all', async () => {
    const { run, records } = await scoreRecords(sumModel(4), [], sumSetting);
    expect(run.finished.status).toBe('succeeded');
    expect(records).toEqual([]);
  });

  test('batch fill is reported', async () => {
    const { run } = await scoreRecords(sumModel(4), numbered, { ...sumSetting, batch: { max: 11 } });
    const progress = run
      .all('progress')
      .at(-1)
      ?.nodes.find(({ node }) => node === 'scored');
    expect(progress).toMatchObject({ records: 11, batchFill: 1 });
  });
});

/** Takes the element at `at` of three; an index beyond them fails the whole run of the model. */
const pickModel: Model = {
  name: 'pick',
  inputs: [{ name: 'at', element: 'int64', shape: ['N'] }],
  outputs: [{ name: 'picked', element: 'float32', shape: ['N'] }],
  weights: [{ name: 'three', shape: [3], values: Float32Array.of(10, 20, 30) }],
  nodes: [{ operator: 'Gather', inputs: ['three', 'at'], outputs: ['picked'] }],
};
const pickSetting: ScoreSetting = {
  input: schema({ id: 'int32', at: 'int64?' }),
  fill: { at: [column('at', 'int64', true)] },
  take: { picked: { column: 'picked', type: float } },
  keep: ['id'],
  onError: 'skip',
};
const picks = [0, 1, 99, 2, null, 0, -50, 1].map((at, id) => ({ id, at }));

describe('bad records', () => {
  test.each([1, 2, 3, 8, 100])('fail alone in batches of %i, and their neighbours keep their place', async (max) => {
    const { run, records } = await scoreRecords(pickModel, picks, { ...pickSetting, batch: { max } });
    expect(records).toEqual([
      { id: 0, picked: 10 },
      { id: 1, picked: 20 },
      { id: 3, picked: 30 },
      { id: 5, picked: 10 },
      { id: 7, picked: 20 },
    ]);
    const failed = run.all('record-failed').map(({ record, message }) => [(record as { id: number }).id, message]);
    expect(failed.map(([id]) => id)).toEqual([2, 4, 6]);
    expect(failed[1]?.[1]).toBe('column "at" is null, but input "at" of the model takes no null');
  });

  test('a number that the input cannot hold fails its record instead of becoming another number', async () => {
    const given = [0, 1.5, 2, 1e300, -0].map((at, id) => ({ id, at }));
    const { run, records } = await scoreRecords(pickModel, given, {
      ...pickSetting,
      input: schema({ id: 'int32', at: 'float64' }),
      fill: { at: [column('at', 'float64')] },
    });
    expect(records.map(({ id, picked }) => [id, picked])).toEqual([
      [0, 10],
      [2, 30],
      [4, 10],
    ]);
    expect(run.all('record-failed').map(({ message }) => message)).toEqual([
      'column "at" is 1.5, but input "at" of the model takes int64',
      'column "at" is 1e+300, but input "at" of the model takes int64',
    ]);
  });

  test('only bad records', async () => {
    const { run, records } = await scoreRecords(pickModel, [{ id: 1, at: null }], pickSetting);
    expect(run.finished.status).toBe('succeeded');
    expect(records).toEqual([]);
  });
});

describe('a model that cannot be used', () => {
  const one = [{ id: 1, x: [0, 0, 0, 0] }];

  test('that is missing', async () => {
    const { run } = await scoreRecords(sumModel(4), one, { ...sumSetting, fileOnDisk: null });
    expect(run.finished).toMatchObject({ status: 'failed', error: { code: 'model-missing', node: 'scored' } });
    expect(run.finished.error?.message).toContain('Cannot read the model models/model.onnx');
  });

  test('that changed since it was planned with', async () => {
    const { run } = await scoreRecords(sumModel(4), one, { ...sumSetting, fileOnDisk: Uint8Array.of(1, 2, 3) });
    expect(run.finished.error).toMatchObject({ code: 'model-digest', node: 'scored' });
    expect(run.finished.error?.message).toContain('is not the one that was planned with');
  });

  test('for a device that is not there', async () => {
    const { run } = await scoreRecords(sumModel(4), one, { ...sumSetting, device: 'cuda' });
    expect(run.finished.error).toEqual({
      code: 'device-missing',
      message: 'Device "cuda" is not available here; "cpu" is',
      node: 'scored',
    });
  });

  test('whose operators ONNX Runtime does not know', async () => {
    const model: Model = { ...sumModel(4), nodes: [{ operator: 'NoSuchOperator', inputs: ['x'], outputs: ['score'] }] };
    const { run } = await scoreRecords(model, one, sumSetting);
    expect(run.finished.error).toMatchObject({ code: 'model-load', node: 'scored' });
    expect(run.finished.error?.message).toContain('NoSuchOperator');
  });
});
