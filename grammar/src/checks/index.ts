import type { Check } from './check.ts';
import { checkUnresolvedNames } from './unresolved-names.ts';

/** Every rule that is not found out by the analysis itself. */
export const checks: readonly Check[] = [checkUnresolvedNames];
