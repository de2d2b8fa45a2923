import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import { suggestion } from '../diagnostics/suggestion.ts';
import { constantValue } from '../expressions/fold-constant.ts';
import { typeExpression } from '../expressions/type-expression.ts';
import type * as ast from '../generated/ast.ts';
import { printType } from '../types/print-type.ts';
import type { Scalar, ScalarType } from '../types/type.ts';
import { parseParameter } from './parse-parameter.ts';
import type { PlanParameter } from './plan.ts';

/**
 * A value for every parameter of the flow: the given text, else the default. What is wrong is said in `problems`: these are
 * mistakes of the call, not of the text.
 */
export function parameterValues(
  { flow, parameters }: FlowAnalysis,
  given: Record<string, string>,
  problems: string[],
): PlanParameter[] {
  const known = [...parameters.keys()];
  const texts = new Map(Object.entries(given));
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) problems.push(`Flow "${flow.name}" has no parameter "${name}"${hint(name, known)}`);
  }
  const values = flow.parameters.map((parameter) => {
    const type = parameters.get(parameter.name) as ScalarType;
    const value = valueOf(parameter, type, texts.get(parameter.name), problems);
    return value === undefined ? undefined : { name: parameter.name, type, value };
  });
  return values.filter((value) => value !== undefined);
}

function hint(name: string, known: string[]): string {
  return suggestion(name, known) || (known.length === 0 ? '; it takes none' : `; it has ${known.join(', ')}`);
}

function valueOf(
  { name, default: otherwise }: ast.Parameter,
  type: ScalarType,
  text: string | undefined,
  problems: string[],
): Scalar | undefined {
  if (text === undefined) {
    const value = otherwise && defaultValue(otherwise);
    if (value === undefined) problems.push(`Parameter "${name}" (${printType(type)}) has no default; give it a value`);
    return value;
  }
  const parsed = parseParameter(text, type);
  if (parsed.ok) return parsed.value;
  problems.push(`Parameter "${name}" wants ${parsed.wanted}, not "${text}"`);
  return undefined;
}

/** The value of a default as a plan carries it; undefined where it is not one scalar. */
export function defaultValue(expression: ast.Expression): Scalar | undefined {
  const typed = typeExpression(expression, { record: undefined, parameters: new Map() }, () => {});
  const value = typed && constantValue(typed);
  return Array.isArray(value) ? undefined : value;
}
