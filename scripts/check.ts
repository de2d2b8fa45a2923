/** `npm run check`: everything that is quick: generated files, types, lint, bundles, tidy and unit tests. */
import { runSteps } from './steps.ts';

runSteps([
  { title: 'Generated files are fresh', command: 'node', args: ['scripts/generate.ts', '--check'] },
  { title: 'Types', command: 'tsc', args: ['-b'] },
  { title: 'Lint', command: 'biome', args: ['ci', '--reporter=summary', '.'] },
  { title: 'Bundles', command: 'node', args: ['scripts/build.ts'] },
  { title: 'Tidy and unit tests', command: 'vitest', args: ['run', '--project', 'unit'] },
]);
