import { expect, test } from 'vitest';
import { measureAnalysis } from './analysis-measurement.ts';

test('after an edit in one of many files only that file is analysed again', async () => {
  const { reanalysed, analysisMs } = await measureAnalysis(10, 12);
  expect(reanalysed).toBe(1);
  expect(analysisMs).toBeGreaterThan(0);
});
