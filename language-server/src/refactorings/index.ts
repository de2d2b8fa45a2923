/** The one list of refactorings, in the order in which they are offered. Deleting a file and its line here removes one. */
import { addStepFunction } from './add-step-function.ts';
import { explicitKeep, listColumns, starForColumns } from './explicit-columns.ts';
import { extractColumn } from './extract-column.ts';
import { extractFlow } from './extract-flow/extract-flow.ts';
import { extractSchema } from './extract-schema.ts';
import { filterFirst } from './filter-first.ts';
import { inlineSelect } from './inline-select.ts';
import { inlineUse } from './inline-use/inline-use.ts';
import { mapInputs } from './map-inputs.ts';
import { mergeFilters, splitFilter } from './merge-filters.ts';
import type { Refactoring } from './refactoring.ts';
import { routeToFilters } from './route-to-filters.ts';
import { schemaFromFile } from './schema-from-file.ts';

export const refactorings: readonly Refactoring[] = [
  ...[extractColumn, extractFlow, extractSchema],
  ...[inlineSelect, inlineUse, mergeFilters, splitFilter, filterFirst, routeToFilters],
  ...[mapInputs, listColumns, starForColumns, explicitKeep],
  ...[schemaFromFile, addStepFunction],
];
