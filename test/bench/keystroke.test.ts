import { expect, test } from 'vitest';
import { measureKeystrokes } from './keystroke-measurement.ts';
import { quantile } from './quantile.ts';

/** Reading and linking all of the text alone would be more than one; what is measured is half of one. */
const ratioMax = 1.5;

test('a key costs the server no more than its text costs the parser', async () => {
  const { keyMs, parseMs } = await measureKeystrokes({ nodeCount: 200, repetitions: 20, warmUp: 10 });
  expect(quantile(keyMs, 0.5) / quantile(parseMs, 0.5)).toBeLessThan(ratioMax);
});
