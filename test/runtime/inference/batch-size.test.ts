import fc from 'fast-check';
import { BatchSizeTuner, poolSizeFor } from 'millrace';
import { expect, test } from 'vitest';

const sizes = [32, 64, 128, 256, 512, 1024, 2048, 4096, 8192];

/** Works until the tuner has settled; `rates` gives records per millisecond by size, `slowdown` the noise of each job. */
function settle(rates: Map<number, number>, slowdown: () => number = () => 1): BatchSizeTuner {
  const tuner = new BatchSizeTuner();
  for (let job = 0; !tuner.isSettled; job++) {
    expect(job).toBeLessThan(10_000);
    const runMs = (tuner.size / (rates.get(tuner.size) as number)) * slowdown();
    tuner.measured(tuner.size, 2 * runMs, runMs);
  }
  return tuner;
}

/** Rises up to a peak by the factors before it and falls by those behind it. */
function ratesWithPeak(peak: number, factors: number[]): Map<number, number> {
  const rates = sizes.map((_, i) =>
    factors.slice(Math.min(i, peak), Math.max(i, peak)).reduce((rate, f) => rate * f, 5000),
  );
  return new Map(sizes.map((size, i) => [size, rates[i] as number]));
}

test('the batch settles within 2 % of the best, on the smallest such size', () => {
  const factor = fc.double({ min: 0.3, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.nat({ max: 8 }), fc.array(factor, { minLength: 8, maxLength: 8 }), (peak, factors) => {
      const rates = ratesWithPeak(peak, factors);
      const { size } = settle(rates);
      const good = 0.98 * Math.max(...rates.values());
      expect(rates.get(size)).toBeGreaterThanOrEqual(good * 0.9999);
      for (const smaller of sizes.filter((each) => each < size)) expect(rates.get(smaller)).toBeLessThan(good * 1.0001);
    }),
  );
});

test('other work on the machine does not lead the search astray', () => {
  let job = 0;
  const everySecondJobIsSlow = () => (job++ % 2 === 0 ? 1 : 5);
  expect(settle(ratesWithPeak(2, new Array(8).fill(0.6)), everySecondJobIsSlow).size).toBe(128);
});

test('runs of other sizes, and later ones, change nothing', () => {
  const tuner = settle(ratesWithPeak(4, new Array(8).fill(0.5)));
  for (let i = 0; i < 20; i++) tuner.measured(32, 0.0001, 0.0001);
  expect(tuner.size).toBe(512);
});

test('no size beyond the largest allowed', () => {
  const tuner = new BatchSizeTuner(100);
  const seen = new Set<number>();
  for (let i = 0; i < 100; i++) {
    seen.add(tuner.size);
    tuner.measured(tuner.size, 5, 5);
  }
  expect([...seen]).toEqual([32, 64]);
  expect(new BatchSizeTuner(7).size).toBe(7);
});

test.each([
  ['a small model on two cores', 1e6, 2, { sessions: 2, threads: 1 }],
  ['a small model on many cores', 1e6, 32, { sessions: 8, threads: 4 }],
  ['a large model', 600e6, 8, { sessions: 1, threads: 8 }],
  ['a model beyond the bound', 5e9, 4, { sessions: 1, threads: 4 }],
  ['one core', 1e6, 1, { sessions: 1, threads: 1 }],
])('sessions and threads for %s', (_, bytes, cores, expected) => {
  expect(poolSizeFor(bytes, cores)).toEqual(expected);
});
