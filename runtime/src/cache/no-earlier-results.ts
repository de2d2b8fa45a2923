import { digestFile } from '../artefacts/file-digest.ts';
import type { EarlierResults } from './earlier-results.ts';

/** Where nothing has run yet. */
export const noEarlierResults: EarlierResults = {
  results: async () => [],
  newestBatch: async () => undefined,
  ended: async () => undefined,
  answersOf: async () => '',
  digestOf: (absolute) => digestFile(absolute).catch(() => undefined),
};
