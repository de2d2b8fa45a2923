import { expect, test } from 'vitest';
import { measureLanguageServer } from './language-server-measurement.ts';

test('the language server benchmark works', async () => {
  const { diagnosticsMs, completionMs, completionsMs, hoverMs, typed } = await measureLanguageServer({
    nodeCount: 20,
    fileCount: 3,
    repetitions: 4,
    pauseMs: 0,
  });
  for (const times of [diagnosticsMs, completionMs, hoverMs, ...Object.values(completionsMs)]) {
    expect(times).toHaveLength(4);
    expect(Math.min(...times)).toBeGreaterThan(0);
  }
  for (const times of Object.values(typed)) expect(Math.min(...times)).toBeGreaterThan(0);
});
