/**
 * What every node that takes all of its input first keeps, whatever it does: the same records from the same input however it
 * is cut into batches, no batch larger than it may be, a bad record alone, and an end that can come at any time and twice.
 */
import { type RecordType, recordType, type Stage } from '@millrace/grammar';
import { type BadRow, Batch, behaviourOf, type OpenFold, systemClock } from 'millrace';
import { expect, test } from 'vitest';
import { projectWith } from './run-plans.ts';

type Row = Record<string, unknown>;

export interface FoldContract {
  stage: Stage;
  files?: Record<string, string>;
  input: RecordType;
  /** What the node calls its input. */
  as?: string;
  good(i: number): Row;
  /** A record that fails, where the kind has such. */
  bad?: Row;
  /** A record with null wherever the schema allows it. */
  nulls: Row;
  /** What comes of good records. */
  expected(rows: Row[]): Row[];
}

const batchMax = 64;

export function checkFoldContract(contract: FoldContract): void {
  const { stage, good, bad, nulls, expected } = contract;
  const rows = (count: number) => Array.from({ length: count }, (_, i) => good(i));

  test.each([0, 1, batchMax, batchMax + 1, 5 * batchMax])('%i records', async (count) => {
    await using node = await open(contract);
    for (let start = 0; start < count; start += batchMax) await node.take(rows(count).slice(start, start + batchMax));
    const batches = await node.rest();
    expect(batches.flatMap((batch) => batch.rows())).toEqual(expected(rows(count)));
    expect(batches.map(({ id }) => id)).toEqual(batches.map((_, sequence) => ({ node: stage.name, sequence })));
    for (const { length } of batches) expect(length).toBeLessThanOrEqual(stage.batch.max as number);
  });

  test('batches without records in between change nothing', async () => {
    await using node = await open(contract);
    for (const part of [[], rows(3), [], rows(2), []]) expect(await node.take(part)).toEqual([]);
    expect((await node.rest()).flatMap((batch) => batch.rows())).toEqual(expected([...rows(3), ...rows(2)]));
  });

  if (bad !== undefined) {
    test('a bad record in the middle fails alone, and is in no result', async () => {
      await using node = await open(contract);
      const failed = await node.take([good(0), good(1), bad, good(2)]);
      expect(failed.map(({ row }) => row)).toEqual([2]);
      expect(failed[0]?.message).not.toBe('');
      expect((await node.rest()).flatMap((batch) => batch.rows())).toEqual(expected(rows(3)));
    });
  }

  test('nulls everywhere', async () => {
    await using node = await open(contract);
    expect(await node.take([nulls, nulls])).toEqual([]);
    expect((await node.rest()).flatMap((batch) => batch.rows())).toEqual(expected([nulls, nulls]));
  });

  test('a stop while a batch is in flight', async () => {
    await using node = await open(contract);
    const inFlight = node.take(rows(batchMax));
    node.stop();
    await Promise.allSettled([inFlight]);
    await node.open.close();
  });

  test('close, twice, in the midst of the result', async () => {
    await using node = await open(contract);
    await node.take(rows(batchMax));
    await node.open.next(0);
    await node.open.close();
    await node.open.close();
  });
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
