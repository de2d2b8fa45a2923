/**
 * What every node that takes all of its input first keeps, whatever it does: the same records from the same input however it
 * is cut into batches, no batch larger than it may be, a bad record alone, and an end that can come at any time and twice.
 */
import { type RecordType, recordType, type Stage } from '@millrace/grammar';
import { type BadRow, Batch, behaviourOf, type OpenFold, systemClock } from 'millrace';
import { expect, test } from 'vitest';
import { type ContractRow, describeContract } from './contract-cases.ts';
import { projectWith } from './run-plans.ts';
import { holdSlowConsumer, slowRows } from './slow-consumer.ts';

type Row = Record<string, unknown>;

export interface FoldContract {
  stage: Stage;
  files?: Record<string, string>;
  input: RecordType;
  /** What the node calls its input. */
  as?: string;
  good(i: number): Row;
  /** A record that fails, or why the kind has none. */
  bad: Row | string;
  /** A record with null wherever the schema allows it. */
  nulls: Row;
  /** What comes of good records. */
  expected(rows: Row[]): Row[];
}

const batchMax = 64;

const rowsOf = ({ good }: FoldContract, count: number) => Array.from({ length: count }, (_, i) => good(i));

export function foldRow(contract: FoldContract): ContractRow {
  const { bad, nulls } = contract;
  const rows = (count: number) => rowsOf(contract, count);
  return {
    'empty input': () => gives(contract, []),
    'one record': () => gives(contract, rows(1)),
    'batch maximum + 1': () => gives(contract, rows(batchMax + 1)),
    'a bad record in the middle': typeof bad === 'string' ? bad : () => failsAlone(contract, bad),
    'nulls everywhere': () => gives(contract, [nulls, nulls]),
    'an abort in a batch': async () => {
      await using node = await open(contract);
      const inFlight = node.take(rows(batchMax));
      node.stop();
      await Promise.allSettled([inFlight]);
      await node.open.close();
    },
    'close, twice': async () => {
      await using node = await open(contract);
      await node.take(rows(batchMax));
      await node.open.next(0);
      await node.open.close();
      await node.open.close();
    },
    'a slow consumer': () => feedsSlowly(contract, rows(slowRows)),
  };
}

/** `name`: of the row in the table. */
export function checkFoldContract(name: string, contract: FoldContract): void {
  const rows = (count: number) => rowsOf(contract, count);
  describeContract(name, foldRow(contract), () => {
    test.each([batchMax, 5 * batchMax])('%i records', (count) => gives(contract, rows(count)));

    test('batches without records in between change nothing', async () => {
      await using node = await open(contract);
      for (const part of [[], rows(3), [], rows(2), []]) expect(await node.take(part)).toEqual([]);
      const made = (await node.rest()).flatMap((batch) => batch.rows());
      expect(made).toEqual(contract.expected([...rows(3), ...rows(2)]));
    });
  });
}

async function gives(contract: FoldContract, rows: Row[]): Promise<void> {
  const { stage, expected } = contract;
  await using node = await open(contract);
  for (let start = 0; start < rows.length; start += batchMax)
    expect(await node.take(rows.slice(start, start + batchMax))).toEqual([]);
  const batches = await node.rest();
  expect(batches.flatMap((batch) => batch.rows())).toEqual(expected(rows));
  expect(batches.map(({ id }) => id)).toEqual(batches.map((_, sequence) => ({ node: stage.name, sequence })));
  for (const { length } of batches) expect(length).toBeLessThanOrEqual(stage.batch.max as number);
}

async function failsAlone(contract: FoldContract, bad: Row): Promise<void> {
  const [a, b, c] = [contract.good(0), contract.good(1), contract.good(2)];
  await using node = await open(contract);
  const failed = await node.take([a, b, bad, c]);
  expect(failed.map(({ row }) => row)).toEqual([2]);
  expect(failed[0]?.message).not.toBe('');
  expect((await node.rest()).flatMap((batch) => batch.rows())).toEqual(contract.expected([a, b, c]));
}

function feedsSlowly({ stage, input, expected, files }: FoldContract, rows: Row[]): Promise<void> {
  const output = stage.output ?? recordType([]);
  return holdSlowConsumer({ made: stage, input: { schema: input, rows }, output, expected: expected(rows), files });
}

async function open({ stage, files = {}, input, as }: FoldContract) {
  const project = await projectWith(files);
  const stopped = new AbortController();
  const opened = (await behaviourOf(stage).open({
    runId: 'run-1',
    flow: 'Test',
    projectFolder: project.folder,
    parameters: {},
    parameterValues: {},
    signal: stopped.signal,
    clock: systemClock,
    inputs: as === undefined ? [] : [{ as, schema: input }],
    log: () => {},
  })) as OpenFold;
  return {
    open: opened,
    take: (rows: Row[]): Promise<BadRow[]> =>
      opened.take(Batch.fromRows({ node: 'in', sequence: 0 }, input ?? recordType([]), rows), as),
    rest: async () => {
      const batches: Batch[] = [];
      for (let sequence = 0; ; sequence++) {
        const result = await opened.next(sequence);
        if (result === undefined) return batches;
        if (result.output !== undefined) batches.push(result.output);
      }
    },
    stop: () => stopped.abort(new Error('stopped')),
    async [Symbol.asyncDispose]() {
      await opened.close();
      await project[Symbol.asyncDispose]();
    },
  };
}
