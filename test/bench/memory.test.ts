import { expect, test } from 'vitest';
import { measureMemory } from './memory-measurement.ts';

test('the server keeps nothing of the texts before a key', async () => {
  const { afterFirstBytes, atEndBytes } = await measureMemory({ nodeCount: 30, edits: 300, firstEdits: 100 });
  expect(atEndBytes / afterFirstBytes).toBeLessThan(1.2);
});
