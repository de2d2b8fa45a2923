/** `npm test`: the quick checks, then every test there is; the last line is `N passed, N failed`. */
import { runSteps } from './steps.ts';

runSteps([
  { title: 'Generated files are fresh', command: 'node', args: ['scripts/generate.ts', '--check'] },
  { title: 'Types', command: 'tsc', args: ['-b'] },
  { title: 'Lint', command: 'biome', args: ['ci', '--reporter=summary', '.'] },
  { title: 'Bundles', command: 'node', args: ['scripts/build.ts'] },
  { title: 'Tests', command: 'vitest', args: ['run', ...process.argv.slice(2)] },
]);
