/** What every read keeps, whatever it reads from: all records in order, whole batches, a bad record alone, an end at any time. */
import type { ConnectorCall, RecordType } from '@millrace/grammar';
import { behaviourOf, type OpenSource, type SourceResult, systemClock } from 'millrace';
import { expect, test } from 'vitest';
import { type ContractRow, describeContract } from './contract-cases.ts';
import { type PlannedStage, schema, stage } from './plans.ts';
import { projectWith } from './run-plans.ts';
import { holdSlowConsumer, slowRows } from './slow-consumer.ts';

type Row = Record<string, unknown>;

export interface ReadContract {
  /** Puts records where the read finds them, in a folder or somewhere else that ends with the test. */
  place(folder: string, rows: readonly Row[]): Promise<ConnectorCall>;
}

const batchMax = 64;
const idMax = 1_000_000;
const plain = schema({ id: 'int32?', n: 'int64?', text: 'string?' });
/** A record with a greater id is bad, wherever it comes from. */
export const readSchema: RecordType = {
  ...plain,
  fields: plain.fields.map((field) => (field.name === 'id' ? { ...field, rules: { range: { max: idMax } } } : field)),
};

const good = (i: number): Row => ({ id: i, n: BigInt(i % 3), text: i % 2 === 0 ? `text ${i}` : null });
const bad: Row = { id: idMax + 1, n: 0n, text: 'bad' };
const nulls: Row = { id: null, n: null, text: null };
const rows = (count: number) => Array.from({ length: count }, (_, i) => good(i));

export function readRow(contract: ReadContract): ContractRow {
  return {
    'empty input': () => gives(contract, []),
    'one record': () => gives(contract, rows(1)),
    'batch maximum + 1': () => gives(contract, rows(batchMax + 1)),
    'a bad record in the middle': async () => {
      await using node = await open(contract, [good(0), good(1), bad, good(2)]);
      const results = await node.rest();
      expect(results.flatMap(({ output }) => output?.rows() ?? [])).toEqual(rows(3));
      const messages = results.flatMap((result) => result.bad.map(({ message }) => message));
      expect(messages).toEqual([expect.stringMatching(/column "id": 1000001 is above the maximum 1000000$/)]);
    },
    'nulls everywhere': () => gives(contract, [nulls, nulls]),
    'an abort in a batch': async () => {
      await using node = await open(contract, rows(5 * batchMax));
      const inFlight = node.open.next(0);
      node.stop();
      await Promise.allSettled([inFlight]);
      await expect(node.open.next(1)).rejects.toThrow('stopped');
      await node.open.close();
    },
    'close, twice': async () => {
      await using node = await open(contract, rows(5 * batchMax));
      await node.open.next(0);
      await node.open.close();
      await node.open.close();
    },
    'a slow consumer': () =>
      holdSlowConsumer({
        made: readOf({ name: '', options: {} }),
        output: readSchema,
        expected: rows(slowRows),
        around: async (folder) => ({ connector: await contract.place(folder, rows(slowRows)), close: async () => {} }),
      }),
  };
}

/** `name`: of the row in the table. */
export function checkReadContract(name: string, contract: ReadContract): void {
  describeContract(name, readRow(contract), () => {
    test('batches are whole, and have their identity', () => gives(contract, rows(5 * batchMax)));
  });
}

async function gives(contract: ReadContract, expected: Row[]): Promise<void> {
  await using node = await open(contract, expected);
  const results = await node.rest();
  const batches = results.map(({ output }) => output);
  expect(batches.flatMap((batch) => batch?.rows() ?? [])).toEqual(expected);
  expect(batches.map((batch) => batch?.id)).toEqual(batches.map((_, sequence) => ({ node: 'read', sequence })));
  expect(batches.slice(0, -1).every((batch) => batch?.length === batchMax)).toBe(true);
  expect(results.flatMap((result) => result.bad)).toEqual([]);
}

function readOf(connector: ConnectorCall): PlannedStage['stage'] {
  return stage('read', { name: 'read', output: readSchema, connector, batch: { max: batchMax } });
}

async function open({ place }: ReadContract, given: readonly Row[]) {
  const project = await projectWith({});
  const stopped = new AbortController();
  const opened = (await behaviourOf(readOf(await place(project.folder, given))).open({
    runId: 'run-1',
    flow: 'Test',
    projectFolder: project.folder,
    parameters: {},
    parameterValues: {},
    signal: stopped.signal,
    clock: systemClock,
    inputs: [],
    log: () => {},
  })) as OpenSource;
  return {
    open: opened,
    async rest() {
      const results: SourceResult[] = [];
      for (let sequence = 0; ; sequence++) {
        const result = await opened.next(sequence);
        if (result === undefined) return results;
        results.push(result);
      }
    },
    stop: () => stopped.abort(new Error('stopped')),
    async [Symbol.asyncDispose]() {
      await opened.close();
      await project[Symbol.asyncDispose]();
    },
  };
}
