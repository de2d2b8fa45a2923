/**
 * Which signature of a function takes operands of given types, in which types it computes, and of which type its result
 * is. The typing asks this of the text and the compiler of the plan, so both answer the same.
 */
import type {
  FunctionSpec,
  Nullability,
  ParameterSpec,
  Signature,
  TypePattern,
} from '../catalog/functions/function-spec.ts';
import { isAssignable } from '../types/is-assignable.ts';
import { leastUpperBound } from '../types/least-upper-bound.ts';
import { asNonNull, isNullable, nullableIf, withNullable } from '../types/nullability.ts';
import { isFloatName, isNumber, type NumberName, smallestHoldingBoth } from '../types/numeric-types.ts';
import { type ScalarName, scalarType, type Type } from '../types/type.ts';
import type { TypedExpression } from './expression.ts';

export interface Resolved {
  signature: Signature;
  /** What each operand is brought to before the function computes; nullable where the operand is. */
  operands: Type[];
  result: Type;
}

export function resolveFunction({ signatures }: FunctionSpec, given: readonly TypedExpression[]): Resolved | undefined {
  for (const signature of signatures) {
    const resolved = resolveSignature(signature, given);
    if (resolved !== undefined) return resolved;
  }
  return undefined;
}

export function resolveSignature(signature: Signature, given: readonly TypedExpression[]): Resolved | undefined {
  const types = given.map(({ type }) => type);
  const parameters = parametersFor(signature, types.length);
  if (parameters === undefined) return undefined;
  const common = commonTypes(parameters, types);
  const operands = parameters.map(({ type }, i) => targetOf(type, asNonNull(types[i] as Type), common));
  if (!operands.every((type) => type !== undefined)) return undefined;
  const result = resultOf(signature, operands, common, given);
  if (result === undefined) return undefined;
  return {
    signature,
    operands: operands.map((type, i) => nullableIf(type, isNullable(types[i] as Type))),
    result: withNullability(result, types, signature.nullability ?? 'any'),
  };
}

/** One parameter per argument; undefined where the number of arguments is wrong. */
export function parametersFor({ parameters }: Signature, count: number): ParameterSpec[] | undefined {
  const last = parameters.at(-1);
  const single = parameters.filter(({ repeated }) => !repeated);
  const required = single.filter((parameter) => parameter.default === undefined).length;
  if (count < required || (count > single.length && !last?.repeated)) return undefined;
  return Array.from({ length: count }, (_, i) => single[i] ?? (last as ParameterSpec));
}

/** The types that all operands of `N` and all of `T` are brought to. */
interface CommonTypes {
  N: Type | undefined;
  T: Type | undefined;
}

function commonTypes(parameters: readonly ParameterSpec[], types: readonly Type[]): CommonTypes {
  const of = (pattern: TypePattern) => types.filter((_, i) => parameters[i]?.type === pattern).map(asNonNull);
  return { N: arithmeticType(of('N')), T: commonType(of('T')) };
}

export function commonType(types: readonly Type[]): Type | undefined {
  return types.reduce<Type | undefined>((a, b) => a && leastUpperBound(a, b), types[0]);
}

/**
 * Whole numbers compute in the wider of their types and at least in int32, float32 alone in float32, everything else in
 * float64. undefined for int64 with uint64, which no type holds, and where one is not a number.
 */
export function arithmeticType(types: readonly Type[]): Type | undefined {
  const names: NumberName[] = [];
  for (const type of types) {
    if (!isNumber(type)) return undefined;
    names.push(type.name);
  }
  const first = names[0];
  if (first === undefined) return undefined;
  if (names.every((name) => name === 'float32')) return scalarType('float32');
  if (names.some(isFloatName)) return scalarType('float64');
  const widest = names.reduce<NumberName | undefined>(
    (a, b) => a && smallestHoldingBoth(a, atLeast32(b)),
    atLeast32(first),
  );
  return widest && scalarType(widest);
}

function atLeast32(name: NumberName): NumberName {
  return name === 'int8' || name === 'int16' || name === 'uint8' || name === 'uint16' ? 'int32' : name;
}

function targetOf(pattern: TypePattern, type: Type, common: CommonTypes): Type | undefined {
  switch (pattern) {
    case 'N':
    case 'T':
      return common[pattern];
    case 'any':
      return type;
    case 'number':
      return isNumber(type) ? type : undefined;
    case 'real':
      return isNumber(type) ? scalarType('float64') : undefined;
    case 'list':
      return type.kind === 'list' || type.kind === 'vector' ? type : undefined;
    case 'numbers':
      return isNumber(elementOf(type) ?? type) && type.kind !== 'scalar' ? type : undefined;
    default:
      return isAssignable(type, scalarType(pattern)) ? scalarType(pattern) : undefined;
  }
}

/** The element type of a list or vector. */
export function elementOf(type: Type): Type | undefined {
  if (type.kind === 'list') return type.element;
  return type.kind === 'vector' ? scalarType(type.element) : undefined;
}

function resultOf(
  { result }: Signature,
  operands: readonly Type[],
  common: CommonTypes,
  given: readonly TypedExpression[],
): Type | undefined {
  if (result === 'N' || result === 'T') return common[result];
  return typeof result === 'string' ? scalarType(result as ScalarName) : result.of(operands, given);
}

function withNullability(result: Type, types: readonly Type[], rule: Nullability): Type {
  switch (rule) {
    case 'any':
      return nullableIf(result, types.some(isNullable));
    case 'all':
      return withNullable(result, types.every(isNullable));
    case 'always':
      return withNullable(result, true);
    case 'never':
      return withNullable(result, false);
  }
}
