import { expect, test } from 'vitest';
import { measureStream } from './stream-measurement.ts';

test.each(['csv', 'parquet'] as const)('the stream benchmark works, with %s', async (format) => {
  const { written, recordsPerSecond } = await measureStream(format, 50_000);
  expect(written).toBeGreaterThan(20_000);
  expect(written).toBeLessThan(30_000);
  expect(recordsPerSecond).toBeGreaterThan(0);
});
