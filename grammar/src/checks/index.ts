import { checkAnnotations } from './annotations.ts';
import { checkBoundedness } from './boundedness.ts';
import { checkCalls } from './calls.ts';
import type { Check } from './check.ts';
import { checkContradictoryRules } from './contradictory-rules.ts';
import { checkCycles } from './cycles.ts';
import { checkDeprecatedFields } from './deprecated-fields.ts';
import { checkDuplicateFields } from './duplicate-fields.ts';
import { checkDuplicateNames } from './duplicate-names.ts';
import { checkEscapes } from './escapes.ts';
import { checkFiles } from './files.ts';
import { checkFlowRuns } from './flow-runs.ts';
import { checkImports } from './imports.ts';
import { checkInputs } from './inputs.ts';
import { checkLostFields } from './lost-fields.ts';
import { checkModelContracts } from './model-contracts.ts';
import { checkModelFiles } from './model-files.ts';
import { checkModelTasks } from './model-tasks.ts';
import { checkMoments } from './moments.ts';
import { checkOrderInStream } from './order-in-stream.ts';
import { checkParameters } from './parameters.ts';
import { checkPinnedCode } from './pinned-code.ts';
import { checkProperties } from './properties.ts';
import { checkReads } from './reads.ts';
import { checkReviews } from './reviews.ts';
import { checkSchemaSizes } from './schema-sizes.ts';
import { checkSchemas } from './schemas.ts';
import { checkSecretAddresses } from './secret-addresses.ts';
import { checkTests } from './tests.ts';
import { checkTypeExpressions } from './type-expressions.ts';
import { checkUnresolvedNames } from './unresolved-names.ts';
import { checkUnusedNodes } from './unused-nodes.ts';
import { checkUnusedParameters } from './unused-parameters.ts';
import { checkUpserts } from './upserts.ts';
import { checkUsedWrites } from './used-writes.ts';
import { checkWrittenColumns } from './written-columns.ts';
import { checkWrittenFiles } from './written-files.ts';

/** Every rule that the analysis does not find out on its way. */
export const checks: readonly Check[] = [
  checkUnresolvedNames,
  checkDuplicateNames,
  checkImports,
  checkEscapes,
  checkDuplicateFields,
  checkLostFields,
  checkSchemas,
  checkSchemaSizes,
  checkTypeExpressions,
  checkAnnotations,
  checkContradictoryRules,
  checkParameters,
  checkProperties,
  checkCalls,
  checkSecretAddresses,
  checkUpserts,
  checkCycles,
  checkOrderInStream,
  checkBoundedness,
  checkInputs,
  checkTests,
  checkReviews,
  checkReads,
  checkMoments,
  checkFlowRuns,
  checkUnusedNodes,
  checkUnusedParameters,
  checkDeprecatedFields,
  checkModelFiles,
  checkModelContracts,
  checkModelTasks,
  checkFiles,
  checkPinnedCode,
  checkWrittenFiles,
  checkWrittenColumns,
  checkUsedWrites,
];
