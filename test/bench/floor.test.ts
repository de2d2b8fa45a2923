import { expect, test } from 'vitest';
import { buildCommand } from './built-command.ts';
import { measureFloor } from './floor-measurement.ts';

test('the floor benchmark works', async () => {
  using command = await buildCommand();
  const measured = await measureFloor({ command: command.path, records: 100_000, width: 32, rounds: 1 });
  const { run, model, duckDb, ratio } = measured;
  for (const { processorMs } of [run, model, duckDb]) expect(processorMs).toBeGreaterThan(0);
  expect(ratio).toBeCloseTo((model.processorMs + duckDb.processorMs) / run.processorMs);
});
