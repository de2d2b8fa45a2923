import { expect, test } from 'vitest';
import { measureTask } from './task-measurement.ts';

test.each(['node', 'python'] as const)('the task benchmark works, with %s', async (language) => {
  const { task, lineByLine, ratio } = await measureTask(language, 8192);
  expect(task.processorUs).toBeGreaterThan(0);
  expect(ratio).toBeCloseTo(lineByLine.processorUs / task.processorUs);
});
