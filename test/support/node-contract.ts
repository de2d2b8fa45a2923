/**
 * What every node that works on batches keeps, whatever it does: one output batch per input batch under the same sequence,
 * no record lost or made up, a bad record alone, and an end that can come at any time and twice.
 */
import { type RecordType, recordType, type Stage } from '@millrace/grammar';
import { Batch, behaviourOf, type NodeContext, type OpenTransform, systemClock, type TransformResult } from 'millrace';
import { expect, test } from 'vitest';
import { type ContractRow, describeContract } from './contract-cases.ts';
import { projectWith } from './run-plans.ts';
import { holdSlowConsumer, type Surrounding, slowRows } from './slow-consumer.ts';

type Row = Record<string, unknown>;

export interface NodeContract {
  stage: Stage;
  files?: Record<string, string | Uint8Array>;
  /** The i-th record, one that does not fail. */
  good(i: number): Row;
  /** A record that fails, or why the kind has none. */
  bad: Row | string;
  /** The port where `expected` leaves, of a node that has ports of its own. */
  port?: string;
  /** What becomes of a good record; several, one or none. Absent: the node has no output. */
  expected?(row: Row): Row[];
  /** A record with null wherever the schema allows it. */
  nulls: Row;
  /** Of the records that come in, of a stage that does not say. */
  input?: RecordType;
  /** What the node needs of the project that it runs in, and its end. */
  around?(folder: string): Promise<Surrounding>;
  /** Records of the second input, which come before all others. */
  ahead?: { schema: RecordType; rows: Row[] };
}

const batchMax = 64;

const rowsOf = ({ good }: NodeContract, count: number) => Array.from({ length: count }, (_, i) => good(i));

export function nodeRow(contract: NodeContract): ContractRow {
  const { bad, nulls, expected } = contract;
  const rows = (count: number) => rowsOf(contract, count);
  const taken = async (given: Row[]) => {
    await using node = await open(contract);
    const result = await node.take(given);
    expect(result.bad).toEqual([]);
    expectOutput(contract, result, given);
  };
  return {
    'empty input': () => taken([]),
    'one record': () => taken(rows(1)),
    'batch maximum + 1': () => taken(rows(batchMax + 1)),
    'a bad record in the middle': typeof bad === 'string' ? bad : () => failsAlone(contract, bad),
    'nulls everywhere': async () => {
      await using node = await open(contract);
      const result = await node.take([nulls, nulls]);
      expect(result.bad.every(({ message }) => message !== '')).toBe(true);
      if (expected === undefined) expect(result.output).toBeUndefined();
      else expect(outputOf(contract, result)?.schema).toEqual(schemaOf(contract));
    },
    'an abort in a batch': async () => {
      await using node = await open(contract);
      const inFlight = node.take(rows(batchMax));
      node.stop();
      await Promise.allSettled([inFlight]);
      await node.open.close();
    },
    'close, twice': async () => {
      await using node = await open(contract);
      await node.open.close();
      await node.open.close();
    },
    'a slow consumer': expected === undefined ? lastOfAll : () => feedsSlowly({ ...contract, expected }),
  };
}

/** `name`: of the row in the table. */
export function checkNodeContract(name: string, contract: NodeContract): void {
  const { bad, expected, stage } = contract;
  const rows = (count: number) => rowsOf(contract, count);
  describeContract(name, nodeRow(contract), () => {
    test('batches that are in flight together keep their own records and their identity', async () => {
      await using node = await open(contract);
      const sizes = [3, 0, batchMax, 1, 7].slice(0, Math.max(1, Math.min(5, node.open.inFlight.batches)));
      const results = sizes.map((size, sequence) => node.take(rows(size), sequence));
      node.open.end?.();
      for (const [sequence, result] of (await Promise.all(results)).entries()) {
        expectOutput(contract, result, rows(sizes[sequence] as number));
        if (expected) expect(outputOf(contract, result)?.id).toEqual({ node: stage.name, sequence });
      }
    });
    if (typeof bad !== 'string')
      test('nothing but bad records', async () => {
        await using node = await open(contract);
        const result = await node.take([bad, bad]);
        expect(result.bad.map(({ row }) => row)).toEqual([0, 1]);
        expectOutput(contract, result, []);
      });
  });
}

const lastOfAll = 'Nothing reads a write: it is itself what others wait for.';

async function failsAlone(contract: NodeContract, bad: Row): Promise<void> {
  const [a, b, c] = [contract.good(0), contract.good(1), contract.good(2)];
  await using node = await open(contract);
  const result = await node.take([a, b, bad, c]);
  expect(result.bad.map(({ row }) => row)).toEqual([2]);
  expect(result.bad[0]?.message).not.toBe('');
  expectOutput(contract, result, [a, b, c]);
}

async function feedsSlowly(contract: NodeContract & Required<Pick<NodeContract, 'expected'>>): Promise<void> {
  const { stage, good, expected, files, ahead, port, around } = contract;
  const rows = Array.from({ length: slowRows }, (_, i) => good(i));
  await holdSlowConsumer({
    made: stage,
    input: { schema: inputOf(contract), rows },
    ahead,
    port,
    output: schemaOf(contract) ?? recordType([]),
    expected: rows.flatMap(expected),
    files,
    around,
  });
}

function outputOf({ port }: NodeContract, { output, ports }: TransformResult): Batch | undefined {
  return port === undefined ? output : ports?.get(port);
}

function schemaOf({ stage, port }: NodeContract): RecordType | undefined {
  return stage.kind === 'route' ? stage.ports.find(({ name }) => name === port)?.output : stage.output;
}

function inputOf({ input, stage }: NodeContract): RecordType {
  return input ?? stage.input ?? recordType([]);
}

function expectOutput(contract: NodeContract, result: TransformResult, given: Row[]): void {
  const { expected } = contract;
  if (expected === undefined) expect(result.output).toBeUndefined();
  else expect(outputOf(contract, result)?.rows()).toEqual(given.flatMap(expected));
}

async function open(contract: NodeContract) {
  const { stage, files = {}, ahead, around } = contract;
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
  const { connector } = surrounding ?? {};
  const opened = (await behaviourOf({ ...stage, ...(connector && { connector }) } as Stage).open(
    context,
  )) as OpenTransform;
  const input = inputOf(contract);
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
