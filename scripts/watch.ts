/** `npm run watch`: keeps every bundle fresh until interrupted. */
import { watch } from './build.ts';

await watch();
