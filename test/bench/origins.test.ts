import { expect, test } from 'vitest';
import { measureOrigins } from './origins-measurement.ts';

test('the benchmark of origins works, and every column of a long chain has its origins', async () => {
  const { origins, oneColumnMs } = await measureOrigins(50, 4);
  expect(origins).toBe(4);
  expect(oneColumnMs).toBeGreaterThan(0);
});
