import { expect, test } from 'vitest';
import { measureSelect } from './select-measurement.ts';

test('the benchmark of select works', async () => {
  const { fields, selectedPerSecond, readPerSecond } = await measureSelect(5000, 2);
  expect(fields).toBe(20);
  expect(selectedPerSecond).toBeGreaterThan(0);
  expect(readPerSecond).toBeGreaterThan(0);
});
