import { constantOf } from '../analysis/constant-of.ts';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import { suggestion } from '../diagnostics/suggestion.ts';
import type * as ast from '../generated/ast.ts';
import { printType } from '../types/print-type.ts';
import type { Scalar, ScalarType } from '../types/type.ts';
import { parseParameter } from './parse-parameter.ts';
import type { PlanParameter } from './plan.ts';

export interface GivenValues {
  /** As a person gives them. */
  texts: Record<string, string>;
  /** As a plan carries them; these fit. */
  values?: Readonly<Record<string, Scalar>>;
}

/**
 * A value for every parameter of the flow: the given one, else the default. What is wrong is said in `problems`: these are
 * mistakes of the call, not of the text.
 */
export function parameterValues(
  { flow, parameters }: FlowAnalysis,
  given: GivenValues,
  problems: string[],
): PlanParameter[] {
  const known = [...parameters.keys()];
  const texts = new Map(Object.entries(given.texts));
  for (const name of Object.keys({ ...given.texts, ...given.values })) {
    if (!known.includes(name)) problems.push(`Flow "${flow.name}" has no parameter "${name}"${hint(name, known)}`);
  }
  const scalars = flow.parameters.filter(({ name }) => parameters.has(name));
  const isGiven = (name: string) => given.values !== undefined && Object.hasOwn(given.values, name);
  const values = scalars.map((parameter) => {
    const type = parameters.get(parameter.name) as ScalarType;
    const value = isGiven(parameter.name)
      ? given.values?.[parameter.name]
      : parameterValue(parameter, type, texts.get(parameter.name), problems);
    return value === undefined ? undefined : { name: parameter.name, type, value };
  });
  return values.filter((value) => value !== undefined);
}

function hint(name: string, known: string[]): string {
  return suggestion(name, known) || (known.length === 0 ? '; it takes none' : `; it has ${known.join(', ')}`);
}

function parameterValue(
  { name, default: otherwise }: ast.Parameter,
  type: ScalarType,
  text: string | undefined,
  problems: string[],
): Scalar | undefined {
  if (text === undefined) {
    const constant = otherwise && constantOf(otherwise, type, () => {});
    if (constant?.is === 'constant') return constant.value;
    problems.push(`Parameter "${name}" (${printType(type)}) has no default; give it a value`);
    return undefined;
  }
  const parsed = parseParameter(text, type);
  if (parsed.ok) return parsed.value;
  problems.push(`Parameter "${name}" wants ${parsed.wanted}, not "${text}"`);
  return undefined;
}
