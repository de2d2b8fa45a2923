import { expect, test } from 'vitest';
import { measureSignature } from './signature-measurement.ts';

test('the benchmark of signatures works, and a weight costs the same whatever its size', () => {
  const small = measureSignature(50, 4, 1);
  const large = measureSignature(50, 4_000_000, 1);
  expect(large).toMatchObject({ weights: 50, inputs: 1 });
  expect(large.modelBytes).toBeGreaterThan(200_000_000);
  expect(large.reads).toBeLessThan(200);
  expect(large.bytesRead).toBeLessThan(50_000);
  expect(small.bytesRead).toBeLessThanOrEqual(large.bytesRead);
});
