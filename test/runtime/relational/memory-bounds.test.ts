/** What has to be held and is too much fails in words; the arrays are never touched, so they take no memory. */
import type { Stage, Type } from '@millrace/grammar';
import { Batch, behaviourOf, type OpenFold, type OpenTransform, systemClock } from 'millrace';
import { expect, test } from 'vitest';
import { column, schema, stage } from '../../support/plans.ts';

const over = 2 ** 28 + 1;
const vector: Type = { kind: 'vector', element: 'float32', dimensions: [over], nullable: false };
const right = schema({ id: 'int32', v: vector });
const id = column('id', 'int32');

test('a right side that is too large', async () => {
  const join = stage('join', {
    name: 'big',
    input: schema({ id: 'int32' }),
    right,
    output: schema({ id: 'int32' }),
    join: 'inner',
    keys: [{ left: id, right: id }],
    columns: [{ name: 'id', side: 'left', from: 'id' }],
  });
  const node = (await open(join)) as OpenTransform;
  const columns = [
    { type: id.type, length: 1, values: Int32Array.of(1), width: 1 },
    { type: vector, length: 1, values: new Float32Array(over), width: over },
  ];
  const taken = node.takeAhead?.(new Batch({ node: 'in', sequence: 0 }, right, columns, 1));
  await expect(taken).rejects.toMatchObject({
    code: 'memory-bound',
    message: expect.stringContaining('The right side of "big" is held in memory and is too large: more than 1024 MiB'),
  });
  await node.close();
});

test('a batch of a join that grows too large', async () => {
  const rows = schema({ id: 'int32' });
  const join = stage('join', {
    name: 'many',
    input: rows,
    right: rows,
    output: rows,
    join: 'inner',
    keys: [{ left: id, right: id }],
    columns: [{ name: 'id', side: 'left', from: 'id' }],
  });
  const node = (await open(join)) as OpenTransform;
  const same = (length: number) => [{ type: id.type, length, values: new Int32Array(length), width: 1 }];
  await node.takeAhead?.(new Batch({ node: 'right', sequence: 0 }, rows, same(2 ** 10), 2 ** 10));
  const most = await node.process(new Batch({ node: 'left', sequence: 0 }, rows, same(2 ** 10), 2 ** 10), 1);
  expect(most.output?.length).toBe(2 ** 20);
  const more = new Batch({ node: 'left', sequence: 1 }, rows, same(2 ** 10 + 1), 2 ** 10 + 1);
  await expect(node.process(more, 1)).rejects.toMatchObject({
    code: 'memory-bound',
    message: expect.stringContaining('"many" makes more than 1048576 records of 1025 of its left side'),
  });
  await node.close();
});

test('groups that are too large', async () => {
  const input = schema({ b: 'bytes' });
  const totals = stage('aggregate', {
    name: 'many',
    input,
    output: input,
    keys: [],
    items: [{ name: 'b', function: 'last', arguments: [column('b', 'bytes')] }],
  });
  const node = (await open(totals)) as OpenFold;
  const batch = Batch.fromRows({ node: 'in', sequence: 0 }, input, [{ b: new Uint8Array(2 ** 30 + 1) }]);
  await node.take(batch, undefined);
  await expect(node.take(batch, undefined)).rejects.toMatchObject({
    code: 'memory-bound',
    message: expect.stringContaining('The groups of "many" are held in memory and are too many'),
  });
  await node.close();
});

function open(of: Stage) {
  return behaviourOf(of).open({
    runId: 'run-1',
    flow: 'Test',
    projectFolder: '',
    parameters: {},
    parameterValues: {},
    signal: new AbortController().signal,
    clock: systemClock,
    inputs: [],
    log: () => {},
  });
}
