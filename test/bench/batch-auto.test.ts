import { expect, test } from 'vitest';
import { measureBatchAuto } from './batch-auto-measurement.ts';
import { shapedModels } from './batch-auto-models.ts';

test.each(shapedModels)('the benchmark of batch: auto works, with $name', async (shaped) => {
  const measured = await measureBatchAuto(shaped, { sizes: [1, 64], rounds: 1, records: 4096 });
  expect([...measured.fixedUs.keys()]).toEqual([1, 64]);
  expect(measured.bestSize).toBe(64);
  expect(measured.ratio).toBeCloseTo(measured.bestUs / measured.autoUs);
});
