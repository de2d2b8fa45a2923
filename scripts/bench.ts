/** `npm run bench [name …]`: runs test/bench/<name>.bench.ts at full size, all of them without a name. */
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { runSteps } from './steps.ts';

const names = process.argv.slice(2);
const files = globSync('test/bench/*.bench.ts').filter(
  (f) => names.length === 0 || names.includes(basename(f, '.bench.ts')),
);
runSteps([
  { title: 'Bundles', command: 'node', args: ['scripts/build.ts'] },
  ...files.sort().map((file) => ({ title: basename(file, '.bench.ts'), command: 'node', args: ['--expose-gc', file] })),
]);
