import fc from 'fast-check';
import { Batch, HeldQueue } from 'millrace';
import { expect, test } from 'vitest';
import { arbitraryRecords } from '../../support/arbitrary-records.ts';
import { ownTemporaryFolder } from '../../support/own-temporary-folder.ts';
import { schema } from '../../support/plans.ts';

const never = new AbortController().signal;
const numbers = schema({ n: 'float64' });
const batchOf = (sequence: number) => Batch.fromRows({ node: 'in', sequence }, numbers, [{ n: sequence }, { n: 0.5 }]);

test('what comes out is what went in, in its order, from memory and from the disk', async () => {
  const turns = fc.array(fc.boolean(), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(turns, fc.integer({ min: 0, max: 100 }), async (isPush, bytesMax) => {
      const queue = new HeldQueue(never, bytesMax);
      let [pushed, pulled] = [0, 0];
      for (const push of isPush) {
        if (push) await queue.push(batchOf(pushed++));
        else if (pulled < pushed) expect((await queue.pull())?.id.sequence).toBe(pulled++);
        expect(queue.records).toBe(2 * (pushed - pulled));
      }
      queue.end();
      for (; pulled < pushed; pulled++) expect((await queue.pull())?.rows()).toEqual(batchOf(pulled).rows());
      expect(await queue.pull()).toBeUndefined();
      await queue.close();
    }),
    { numRuns: 50 },
  );
});

test('records of every type come back from the disk as they were', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRecords(20), async ({ schema, rows }) => {
      const queue = new HeldQueue(never, 0);
      const batches = [0, 1, 2].map((sequence) => Batch.fromRows({ node: 'in', sequence }, schema, rows));
      for (const batch of batches) await queue.push(batch);
      for (const batch of batches) expect(await queue.pull()).toEqual(batch);
      await queue.close();
    }),
    { numRuns: 100 },
  );
});

test('a pull waits for the next batch, and for the end', async () => {
  const queue = new HeldQueue(never);
  const first = queue.pull();
  await queue.push(batchOf(7));
  expect((await first)?.id.sequence).toBe(7);
  const second = queue.pull();
  queue.end();
  expect(await second).toBeUndefined();
});

test('a stop ends the wait, and refuses what comes later', async () => {
  const stopped = new AbortController();
  const queue = new HeldQueue(stopped.signal);
  const waiting = queue.pull();
  stopped.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  await expect(queue.push(batchOf(0))).rejects.toThrow('stopped');
  await queue.close();
  await queue.close();
});

test('nothing of it can be seen on the disk', async () => {
  const seen = ownTemporaryFolder();
  const queue = new HeldQueue(never, 0);
  for (let i = 0; i < 3; i++) await queue.push(batchOf(i));
  expect(seen()).toEqual([]);
  await queue.close();
});
