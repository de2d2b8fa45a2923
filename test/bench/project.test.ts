import { expect, test } from 'vitest';
import { measureProject } from './project-measurement.ts';

test('the benchmark of projects works, and a key that changes nothing of the graph costs next to nothing', async () => {
  const { circles, firstMs, sameMs } = await measureProject(60);
  expect(circles).toBe(1);
  expect(sameMs).toBeLessThan(firstMs);
});
