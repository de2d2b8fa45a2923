/** The one list of what offers code actions. Deleting a file and its line here removes the actions. */
import { fixAllOfCode, fixAllOnSave } from '../fixes/fix-all.ts';
import { organizeImports } from '../fixes/organize-imports.ts';
import { quickFixes } from '../fixes/quick-fixes.ts';
import { suppressions } from '../fixes/suppressions.ts';
import { refactorSource } from '../refactorings/refactor-source.ts';
import type { ActionSource } from './action-source.ts';

export const actionSources: readonly ActionSource[] = [
  quickFixes,
  fixAllOfCode,
  suppressions,
  fixAllOnSave,
  organizeImports,
  refactorSource,
];
