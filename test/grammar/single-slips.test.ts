/**
 * One slip gives one mistake: at places all over the sound flows of the repository. The same at every place is
 * `node test/bench/single-slips.bench.ts`.
 */
import { expect, test } from 'vitest';
import { measureSingleSlips } from '../bench/single-slips-measurement.ts';

test('[L8] a slip anywhere in a sound flow gives one mistake, at the words that are damaged', async () => {
  const { slips, failures } = await measureSingleSlips(600, 1);
  expect(failures.map(({ kind, where, what }) => `${kind} in ${where}: ${what}`).join('\n')).toBe('');
  expect(slips).toBeGreaterThan(500);
}, 240_000);
