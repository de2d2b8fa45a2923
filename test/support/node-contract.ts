/**
 * What every node that works on batches keeps, whatever it does: one output batch per input batch under the same sequence,
 * no record lost or made up, a bad record alone, and an end that can come at any time and twice.
 */
import { type RecordType, recordType, type Stage } from '@millrace/grammar';
import { Batch, behaviourOf, type NodeContext, type OpenTransform, systemClock, type TransformResult } from 'millrace';
import { expect, test } from 'vitest';
import { projectWith } from './run-plans.ts';

type Row = Record<string, unknown>;

export interface NodeContract {
  stage: Stage;
  files?: Record<string, string | Uint8Array>;
  /** The i-th record, one that does not fail. */
  good(i: number): Row;
  /** A record that fails, where the kind has such. */
  bad?: Row;
  /** The port where `expected` leaves, of a node that has ports of its own. */
  port?: string;
  /** What becomes of a good record; several, one or none. Absent: the node has no output. */
  expected?(row: Row): Row[];
  /** A record with null wherever the schema allows it. */
  nulls: Row;
  /** Of the records that come in, of a stage that does not say. */
  input?: RecordType;
  /** What the node needs of the project that it runs in, and its end. */
  around?(folder: string): Promise<{ context: Partial<NodeContext>; close(): Promise<void> }>;
  /** Records of the second input, which come before all others. */
  ahead?: { schema: RecordType; rows: Row[] };
}

const batchMax = 64;

export function checkNodeContract(contract: NodeContract): void {
  const { stage, good, bad, expected, nulls, port } = contract;
  const outputOf = ({ output, ports }: TransformResult) => (port === undefined ? output : ports?.get(port));
  const schema = stage.kind === 'route' ? stage.ports.find(({ name }) => name === port)?.output : stage.output;
  const rows = (count: number) => Array.from({ length: count }, (_, i) => good(i));

  test.each([0, 1, batchMax, batchMax + 1])('%i records in a batch', async (count) => {
    await using node = await open(contract);
    const result = await node.take(rows(count));
    expect(result.bad).toEqual([]);
    expectOutput(result, rows(count));
  });

  test('batches that are in flight together keep their own records and their identity', async () => {
    await using node = await open(contract);
    const sizes = [3, 0, batchMax, 1, 7].slice(0, Math.max(1, Math.min(5, node.open.inFlight.batches)));
    const results = sizes.map((size, sequence) => node.take(rows(size), sequence));
    node.open.end?.();
    for (const [sequence, result] of (await Promise.all(results)).entries()) {
      expectOutput(result, rows(sizes[sequence] as number));
      if (expected) expect(outputOf(result)?.id).toEqual({ node: stage.name, sequence });
    }
  });

  if (bad !== undefined) {
    test('a bad record in the middle fails alone', async () => {
      await using node = await open(contract);
      const result = await node.take([good(0), good(1), bad, good(2)]);
      expect(result.bad.map(({ row }) => row)).toEqual([2]);
      expect(result.bad[0]?.message).not.toBe('');
      expectOutput(result, [good(0), good(1), good(2)]);
    });

    test('nothing but bad records', async () => {
      await using node = await open(contract);
      const result = await node.take([bad, bad]);
      expect(result.bad.map(({ row }) => row)).toEqual([0, 1]);
      expectOutput(result, []);
    });
  }

  test('nulls everywhere', async () => {
    await using node = await open(contract);
    const result = await node.take([nulls, nulls]);
    expect(result.bad.every(({ message }) => message !== '')).toBe(true);
    if (expected === undefined) expect(result.output).toBeUndefined();
    else expect(outputOf(result)?.schema).toEqual(schema);
  });

  test('a stop while a batch is in flight', async () => {
    await using node = await open(contract);
    const inFlight = node.take(rows(batchMax));
    node.stop();
    await Promise.allSettled([inFlight]);
    await node.open.close();
  });

  test('close, twice', async () => {
    await using node = await open(contract);
    await node.open.close();
    await node.open.close();
  });

  function expectOutput(result: TransformResult, given: Row[]): void {
    if (expected === undefined) expect(result.output).toBeUndefined();
    else expect(outputOf(result)?.rows()).toEqual(given.flatMap(expected));
  }
}

async function open({ stage, files = {}, ahead, input: given, around }: NodeContract) {
  const project = await projectWith(files);
  const stopped = new AbortController();
  const surrounding = await around?.(project.folder);
  const context: NodeContext = {
    runId: 'run-1',
    flow: 'Test',
    projectFolder: project.folder,
    parameters: {},
    parameterValues: {},
    signal: stopped.signal,
    clock: systemClock,
    inputs: [],
    log: () => {},
    ...surrounding?.context,
  };
  const opened = (await behaviourOf(stage).open(context)) as OpenTransform;
  const input = given ?? stage.input ?? recordType([]);
  if (ahead) await opened.takeAhead?.(Batch.fromRows({ node: 'ahead', sequence: 0 }, ahead.schema, ahead.rows));
  return {
    open: opened,
    take: (rows: Row[], sequence = 0) => opened.process(Batch.fromRows({ node: 'in', sequence }, input, rows), 1),
    stop: () => stopped.abort(new Error('stopped')),
    async [Symbol.asyncDispose]() {
      await opened.close();
      await surrounding?.close();
      await project[Symbol.asyncDispose]();
    },
  };
}
