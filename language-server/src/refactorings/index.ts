/** The one list of refactorings, in the order in which they are offered. Deleting a file and its line here removes one. */
import { explicitKeep, listColumns, starForColumns } from './explicit-columns.ts';
import { extractFlow } from './extract-flow/extract-flow.ts';
import { extractSchema } from './extract-schema.ts';
import { mergeFilters, splitFilter } from './merge-filters.ts';
import type { Refactoring } from './refactoring.ts';

export const refactorings: readonly Refactoring[] = [
  ...[extractFlow, extractSchema],
  ...[mergeFilters, splitFilter],
  ...[listColumns, starForColumns, explicitKeep],
];
