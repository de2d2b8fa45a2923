/** Applies a function of the catalogue to typed arguments: chooses the signature, adapts literals, fills in defaults. */
import type { FunctionSpec, ParameterSpec, Signature } from '../../catalog/functions/function-spec.ts';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { alwaysFails, badArgumentValue, untypedNull } from '../../diagnostics/types.ts';
import type { TypedExpression } from '../expression.ts';
import { constantFailure } from '../fold-constant.ts';
import { type Resolved, resolveSignature } from '../resolve-signature.ts';
import { adaptLiterals } from './adapt-literal.ts';
import { literalOfDefault } from './default-argument.ts';
import type { Typing } from './typing.ts';

export interface Application {
  spec: FunctionSpec;
  given: readonly TypedExpression[];
  place: Place;
  /** Where each of the arguments stands. */
  places: readonly Place[];
}

/** undefined with the cause reported, except where no signature fits: that is told by `onMismatch`. */
export function applyFunction(
  application: Application,
  typing: Typing,
  onMismatch: () => void,
): TypedExpression | undefined {
  const fit = findFit(application);
  if (fit === undefined) {
    if (!reportNulls(application, typing)) onMismatch();
    return undefined;
  }
  if (reportNulls({ ...application, given: fit.given }, typing) || reportValues(fit, application, typing))
    return undefined;
  const call: TypedExpression = {
    op: 'call',
    type: fit.resolved.result,
    function: application.spec.name,
    arguments: fit.given,
  };
  return reportFailure(call, application.place, typing) ? undefined : call;
}

interface Fit {
  given: TypedExpression[];
  resolved: Resolved;
}

function findFit({ spec, given }: Application): Fit | undefined {
  for (const signature of spec.signatures) {
    const adapted = adaptLiterals(signature, given);
    const complete = adapted && [...adapted, ...defaultsAfter(signature, adapted.length)];
    const resolved = complete && resolveSignature(signature, complete);
    if (complete !== undefined && resolved !== undefined) return { given: complete, resolved };
  }
  return undefined;
}

function defaultsAfter({ parameters }: Signature, count: number): TypedExpression[] {
  return parameters
    .slice(count)
    .filter((parameter) => parameter.default !== undefined)
    .map(literalOfDefault);
}

/** A null whose type nothing tells. */
function reportNulls({ given, place, places }: Application, { accept }: Typing): boolean {
  const index = given.findIndex(({ type }) => type.kind === 'unknown');
  if (index >= 0) accept(untypedNull(places[index] ?? place));
  return index >= 0;
}

function reportValues(fit: Fit, { place, places }: Application, { accept }: Typing): boolean {
  const { parameters } = fit.resolved.signature;
  let isWrong = false;
  fit.given.forEach((argument, i) => {
    const problem = problemWith(argument, parameters[i], fit.given);
    if (problem === undefined) return;
    accept(badArgumentValue(places[i] ?? place, problem));
    isWrong = true;
  });
  return isWrong;
}

function problemWith(
  argument: TypedExpression,
  parameter: ParameterSpec | undefined,
  given: readonly TypedExpression[],
): string | undefined {
  if (parameter?.oneOf === undefined && parameter?.check === undefined) return undefined;
  if (argument.op !== 'literal' || Array.isArray(argument.value)) {
    return parameter.oneOf && `"${parameter.name}" must be written out: ${words(parameter.oneOf)}`;
  }
  const isWord = parameter.oneOf === undefined || parameter.oneOf.includes(String(argument.value));
  return isWord
    ? parameter.check?.(argument.value, given)
    : `"${parameter.name}" is one of ${words(parameter.oneOf ?? [])}`;
}

function words(list: readonly string[]): string {
  return list.map((word) => `"${word}"`).join(', ');
}

function reportFailure(call: TypedExpression, place: Place, { accept }: Typing): boolean {
  const failure = constantFailure(call);
  if (failure !== undefined) accept(alwaysFails(place, failure));
  return failure !== undefined;
}
