import { aggregateNamed } from '../../catalog/aggregates/index.ts';
import type { FunctionSpec } from '../../catalog/functions/function-spec.ts';
import { callableFunctions, functionNamed } from '../../catalog/functions/index.ts';
import { printSignature } from '../../catalog/functions/print-signature.ts';
import { secretName } from '../../catalog/functions/privacy-functions.ts';
import {
  aggregateElsewhere,
  misplacedArgument,
  operatorCalledByName,
  secretElsewhere,
  unknownArgument,
  unknownFunction,
  wrongArgument,
  wrongArgumentCount,
  wrongArguments,
} from '../../diagnostics/types.ts';
import type * as ast from '../../generated/ast.ts';
import { exampleOf } from '../../types/example-of.ts';
import { scalarNames, scalarType } from '../../types/type.ts';
import type { TypedExpression } from '../expression.ts';
import { parametersFor, resolveSignature } from '../resolve-signature.ts';
import { adaptLiterals } from './adapt-literal.ts';
import { applyFunction } from './apply-function.ts';
import { describe, describeAll } from './describe.ts';
import { isSecretCall, reportSecrets, secretNameOf, typeSecret } from './type-secret.ts';
import type { Typing } from './typing.ts';

export function typeCall(call: ast.Call, typing: Typing): TypedExpression | undefined {
  if (call.function === secretName) return refuseSecret(call, typing);
  const values = new Map(call.arguments.map((argument) => [argument, typeArgument(argument, typing)]));
  const spec = findFunction(call, typing);
  if (spec === undefined) return undefined;
  const ordered = orderArguments(call, spec, typing);
  const given = ordered?.map((argument) => values.get(argument));
  if (ordered === undefined || !given?.every((value) => value !== undefined)) return undefined;
  if (reportSecrets(spec, ordered, given, typing)) return undefined;
  const application = { spec, given, place: { node: call }, places: ordered.map((node) => ({ node })) };
  return applyFunction(application, typing, () => reportMismatch(call, spec, ordered, given, typing));
}

function typeArgument({ value }: ast.Argument, typing: Typing): TypedExpression | undefined {
  return isSecretCall(value) ? typeSecret(value, typing) : typing.type(value);
}

/** Those that stand where they may are typed with the call around them. */
function refuseSecret(call: ast.Call, { accept }: Typing): undefined {
  accept(secretElsewhere({ node: call }, secretNameOf(call)));
}

function findFunction(call: ast.Call, { accept }: Typing): FunctionSpec | undefined {
  const { function: name } = call;
  if (name === undefined) return undefined;
  const spec = functionNamed(name);
  const place = { node: call, property: 'function' };
  if (spec?.symbol !== undefined) accept(operatorCalledByName(place, name, spec.symbol));
  else if (spec === undefined && aggregateNamed(name) !== undefined) accept(aggregateElsewhere(place, name));
  else if (spec === undefined)
    accept(
      unknownFunction(
        place,
        name,
        callableFunctions.map((one) => one.name),
      ),
    );
  else return spec;
  return undefined;
}

/** In the order of the parameters: arguments without a name first, then those with one, which leave no gap. */
function orderArguments(call: ast.Call, spec: FunctionSpec, { accept }: Typing): ast.Argument[] | undefined {
  const names = [...new Set(spec.signatures.flatMap(({ parameters }) => parameters.map(({ name }) => name)))];
  const position = ({ name }: ast.Argument) => (name === undefined ? -1 : names.indexOf(name));
  const wrong = call.arguments.find((argument) => argument.name !== undefined && position(argument) < 0);
  if (wrong?.name !== undefined) {
    accept(unknownArgument({ node: wrong, property: 'name' }, wrong.name, spec.name, names));
    return undefined;
  }
  const ordered = [...call.arguments].sort((a, b) => position(a) - position(b));
  const index = ordered.findIndex((argument, i) => argument.name !== undefined && position(argument) !== i);
  const misplaced = ordered[index];
  if (misplaced?.name === undefined) return ordered;
  const missing = position(misplaced) > index ? names[index] : undefined;
  accept(
    misplacedArgument(
      { node: misplaced, property: 'name' },
      misplaced.name,
      spec.name,
      missing,
      exampleFor(spec, missing),
    ),
  );
  return undefined;
}

/** Blames one argument where only one signature can be meant, else the call. */
function reportMismatch(
  call: ast.Call,
  spec: FunctionSpec,
  places: readonly ast.Argument[],
  given: readonly TypedExpression[],
  { accept }: Typing,
): void {
  const candidates = spec.signatures.filter((signature) => parametersFor(signature, given.length) !== undefined);
  const signatures = spec.signatures.map((signature) => printSignature(spec, signature)).join(' or ');
  const [only, ...others] = candidates;
  const index = others.length === 0 ? wrongIndex(spec, given) : -1;
  const [place, argument] = [places[index], given[index]];
  const parameter = only && parametersFor(only, given.length)?.[index];
  if (isMeantForGroup(spec, given)) accept(aggregateElsewhere({ node: call, property: 'function' }, spec.name));
  else if (only === undefined)
    accept(wrongArgumentCount({ node: call }, signatures, given.length, mostArguments(spec)));
  else if (parameter === undefined || place === undefined || argument === undefined)
    accept(wrongArguments({ node: call }, describeAll(given), spec.name, signatures, firstTypes(spec)));
  else
    accept(
      wrongArgument({ node: place }, describe(argument), parameter.name, printSignature(spec, only), parameter.type),
    );
}

function mostArguments({ signatures }: FunctionSpec): number {
  return Math.max(...signatures.map(({ parameters }) => parameters.length));
}

function firstTypes({ signatures }: FunctionSpec): string[] {
  return signatures.flatMap(({ parameters }) => parameters[0]?.type ?? []);
}

/** A value for the parameter of that name. */
function exampleFor({ signatures }: FunctionSpec, name: string | undefined): string | undefined {
  const pattern = signatures.flatMap(({ parameters }) => parameters).find((parameter) => parameter.name === name)?.type;
  const scalar = scalarNames.find((one) => one === pattern);
  return scalar === undefined ? '0' : exampleOf(scalarType(scalar));
}

/** `sum(amount)`: there is a function of that name over lists, and one over groups. */
function isMeantForGroup({ name }: FunctionSpec, given: readonly TypedExpression[]): boolean {
  return aggregateNamed(name) !== undefined && given.length === 1 && given[0]?.type.kind === 'scalar';
}

/** The argument that would fit nowhere, whatever the others were; -1 where it is their combination. */
function wrongIndex({ signatures }: FunctionSpec, given: readonly TypedExpression[]): number {
  const parameters = signatures.map((signature) => parametersFor(signature, given.length));
  return given.findIndex((argument, i) => {
    const alone = parameters.map((all) => {
      const parameter = all?.[i];
      if (parameter === undefined) return false;
      const single = { parameters: [{ ...parameter, repeated: undefined }], result: 'bool' as const };
      const [adapted] = adaptLiterals(single, [argument]) ?? [];
      return adapted !== undefined && resolveSignature(single, [adapted]) !== undefined;
    });
    return !alone.includes(true);
  });
}
