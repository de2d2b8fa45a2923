/** Every feature answers at any place of any damaged text: the small size of test/bench/any-text.bench.ts --server. */
import { expect, test } from 'vitest';
import { measureAnyTextServer } from '../bench/any-text-server.ts';
import type { AnyTextFailure } from '../bench/any-text-trials.ts';

test('[L9] sixty damaged flows have an answer to everything that an editor asks', async () => {
  const failures: AnyTextFailure[] = [];
  await measureAnyTextServer(60, 20_261_120, (failure) => failures.push(failure));
  expect(failures).toEqual([]);
});
