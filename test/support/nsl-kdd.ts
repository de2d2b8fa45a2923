import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Real network-connection records (NSL-KDD) and two models trained on them by scikit-learn, beside the project or where
 * MILLRACE_TEST_DATA says. They are too big to be part of it; tests that need them say so when they are not there.
 */
export const nslKddFolder = path.resolve(
  process.env.MILLRACE_TEST_DATA ?? path.join(import.meta.dirname, '../../../shared/data/nsl-kdd'),
);

export function nslKdd(file: string): string {
  return path.join(nslKddFolder, file);
}

/** Why tests over the data are skipped; undefined where it is there. */
export const nslKddMissing: string | undefined = existsSync(nslKdd('test.csv'))
  ? undefined
  : `the NSL-KDD data is not in ${nslKddFolder}; MILLRACE_TEST_DATA can say where it is`;
