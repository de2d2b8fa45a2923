import { expect, test } from 'vitest';
import { measureKeystrokes } from './keystroke-measurement.ts';
import { quantile } from './quantile.ts';

/** Reading and linking all of the text alone would be more than one; what is measured is half of one. */
const keyRatioMax = 1.5;
/** Reading the words of all of it would be more; what is measured is a twentieth. */
const completionRatioMax = 0.2;

test('a key costs the server no more than its text costs the parser, and completion a fraction of it', async () => {
  const { keyMs, completionMs, parseMs } = await measureKeystrokes({ nodeCount: 500, repetitions: 20, warmUp: 10 });
  // On a busy machine the threads that collect garbage count to whatever is measured: of few keys the lower quartile tells more.
  expect(quantile(keyMs, 0.25) / quantile(parseMs, 0.25)).toBeLessThan(keyRatioMax);
  expect(quantile(completionMs, 0.25) / quantile(parseMs, 0.25)).toBeLessThan(completionRatioMax);
});
