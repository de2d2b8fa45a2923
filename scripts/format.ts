/** `npm run format`: formats and applies the safe fixes of the linter. */
import { runSteps } from './steps.ts';

runSteps([{ title: 'Format', command: 'biome', args: ['check', '--write', '.'] }]);
