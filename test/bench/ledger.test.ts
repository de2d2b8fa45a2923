import { expect, test } from 'vitest';
import { measureLedger } from './ledger-measurement.ts';

test('the ledger benchmark works', async () => {
  const { ratio, processorRatio, withMs } = await measureLedger('csv', 30_000, 2);
  expect(withMs).toBeGreaterThan(0);
  expect(Math.min(ratio, processorRatio)).toBeGreaterThan(0);
});
