/** The one list of fixes; of two for one code the earlier is the likelier. Deleting a line here removes a fix. */
import {
  badLiterals,
  calledAsFields,
  misplacedArguments,
  noConditions,
  operatorCalls,
  tooManyArguments,
  untypedNulls,
  wrongArguments,
  wrongOperands,
  wrongTypes,
} from './expressions.ts';
import { missingFiles, pathForms, sharedFiles } from './file-paths.ts';
import type { Fix } from './fix.ts';
import { missingArguments, namelessArguments, timeTables, wrongStreams } from './flow-runs.ts';
import { lateIgnores, needlessIgnores, unreasonedIgnores } from './ignore-comments.ts';
import { declareSchema, importElsewhere, unusedImports } from './imported-names.ts';
import { sharedDatasets } from './joined-writes.ts';
import { misspeltNames } from './misspelt-names.ts';
import { brokenContracts, emptyInputs, takenColumns, unheldOutputs } from './models.ts';
import { newDataFile, newFlowFile } from './new-files.ts';
import { newStepFile } from './new-step-file.ts';
import { emptyBlocks, lostColumns, missingInputs, otherwiseLast, readsOfWrites, unionColumns } from './nodes.ts';
import { needlessDefaults, nullableTimes, nullIntoModel } from './nulls.ts';
import { sensitiveArguments, sensitiveColumns } from './privacy.ts';
import {
  givenTwice,
  keylessUpserts,
  missingProperties,
  namelessOptions,
  openAddresses,
  wrongValues,
} from './properties.ts';
import { unfitRecords } from './record-mismatch.ts';
import { needlessItems, sameColumns, sameNames, taskInputs, unusedNodes } from './repeated.ts';
import {
  emptySchemas,
  longInputs,
  openSecrets,
  recordsInSelects,
  selectsOfGroups,
  typesInCommon,
  wrongAnnotations,
} from './rewritten.ts';
import {
  badVectors,
  deprecatedFields,
  noRecords,
  noSpreads,
  overrides,
  readSchemas,
  recordParameters,
  schemaCircles,
} from './schemas.ts';
import { missingFields, missingSchemas } from './schemas-of-files.ts';
import { bareValues, emptyTests, needlessClauses, repeatedClauses, unwholeRecords } from './tests.ts';
import { badEscapes, strayTexts, syntaxSlips } from './texts.ts';
import { unusedDeclarations } from './unused.ts';

export const fixes: readonly Fix[] = [
  ...[syntaxSlips, strayTexts, badEscapes],
  ...[importElsewhere, lostColumns, missingFields, misspeltNames, missingSchemas, declareSchema, unusedImports],
  ...[missingProperties, wrongValues, givenTwice, namelessOptions, keylessUpserts, openAddresses],
  ...[missingArguments, namelessArguments, wrongStreams, timeTables],
  ...[needlessItems, sameNames, sameColumns, taskInputs, unusedDeclarations, unusedNodes],
  ...[wrongTypes, wrongOperands, wrongArguments, noConditions, untypedNulls, operatorCalls, tooManyArguments],
  ...[calledAsFields, badLiterals, misplacedArguments, nullIntoModel, nullableTimes, needlessDefaults],
  ...[schemaCircles, overrides, badVectors, recordParameters, deprecatedFields, readSchemas, noRecords, noSpreads],
  ...[unwholeRecords, bareValues, repeatedClauses, needlessClauses, emptyTests],
  ...[readsOfWrites, missingInputs, otherwiseLast, emptyBlocks, unionColumns, sharedDatasets],
  ...[emptyInputs, takenColumns, brokenContracts, unheldOutputs],
  ...[missingFiles, pathForms, sharedFiles, newDataFile, newFlowFile, newStepFile],
  ...[unfitRecords, selectsOfGroups, recordsInSelects, typesInCommon, longInputs],
  ...[wrongAnnotations, openSecrets, emptySchemas],
  ...[sensitiveColumns, sensitiveArguments],
  ...[needlessIgnores, unreasonedIgnores, lateIgnores],
];
