import { expect, test } from 'vitest';
import { buildCommand } from './built-command.ts';
import { measureStart } from './start-measurement.ts';

test('the start benchmark works', async () => {
  using command = await buildCommand();
  const measured = await measureStart(command.path, 1);
  expect(measured.map(({ what }) => what)).toEqual(['run', 'check']);
  for (const { leastMs, processorMs } of measured) {
    expect(leastMs).toBeGreaterThan(0);
    expect(processorMs).toBeGreaterThan(0);
  }
});
