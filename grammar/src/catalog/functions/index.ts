/** Every function of the language. A new one is added in the file of its family; a new family also here. */
import { arithmeticOperators } from './arithmetic-operators.ts';
import { comparisonOperators } from './comparison-operators.ts';
import { conditionalFunctions } from './conditional-functions.ts';
import { conversionFunctions } from './conversion-functions.ts';
import type { FunctionSpec } from './function-spec.ts';
import { listFunctions } from './list-functions.ts';
import { logicOperators } from './logic-operators.ts';
import { numberFunctions } from './number-functions.ts';
import { privacyFunctions } from './privacy-functions.ts';
import { textFunctions } from './text-functions.ts';
import { timeFunctions } from './time-functions.ts';

export const functions: readonly FunctionSpec[] = [
  ...arithmeticOperators,
  ...comparisonOperators,
  ...logicOperators,
  ...numberFunctions,
  ...textFunctions,
  ...timeFunctions,
  ...listFunctions,
  ...privacyFunctions,
  ...conversionFunctions,
  ...conditionalFunctions,
];

const byName = new Map(functions.map((spec) => [spec.name, spec]));

export function functionNamed(name: string): FunctionSpec | undefined {
  return byName.get(name);
}

/** Those that text can call by name: all but the operators. */
export const callableFunctions: readonly FunctionSpec[] = functions.filter(({ symbol }) => symbol === undefined);
