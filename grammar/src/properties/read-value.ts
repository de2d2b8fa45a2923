/**
 * The value of a property as its spec wants it: the one reading that checks and plans share. Durations become milliseconds,
 * integers numbers, objects objects; where a scalar is wanted, a parameter of the flow may stand for it.
 */
import { durationMs, sizeBytes } from '../analysis/duration.ts';
import { numberValue } from '../analysis/literal-value.ts';
import type { PropertySpec, ValueSpec } from '../catalog/spec.ts';
import { isSecretCall, secretNameOf } from '../expressions/typing/type-secret.ts';
import * as ast from '../generated/ast.ts';
import { isIntegerName } from '../types/numeric-types.ts';
import type { Scalar, Type } from '../types/type.ts';
import { addressOf } from './address.ts';

export type PropertyValue = Scalar | PropertyValues;
export interface PropertyValues {
  [name: string]: PropertyValue;
}

/** The parameters of a flow; without a value where it is known only when the flow runs. */
export type ParameterValues = ReadonlyMap<string, { type: Type; value?: Scalar }>;

export function withoutValues(parameters: ReadonlyMap<string, Type>): ParameterValues {
  return new Map([...parameters].map(([name, type]) => [name, { type }]));
}

/** `unknown`: right as far as can be known. `wrong`: not what the spec wants. */
export type Reading = { is: 'known'; value: PropertyValue } | { is: 'unknown' } | { is: 'wrong' };

const unknown: Reading = { is: 'unknown' };
const wrong: Reading = { is: 'wrong' };

export function readValue(expression: ast.Expression, spec: ValueSpec, parameters: ParameterValues): Reading {
  if (spec.kind === 'word') return ast.isReference(expression) ? fromWords(expression.name, spec.words) : wrong;
  if (spec.kind === 'object') return ast.isObjectLiteral(expression) ? readObject(expression, spec, parameters) : wrong;
  if (spec.kind === 'either') return readEither(expression, spec.of, parameters);
  if (spec.kind === 'condition') return unknown;
  if (spec.kind === 'contract') return ast.isContract(expression) ? unknown : wrong;
  if (spec.kind === 'secret') return isSecretCall(expression) && secretNameOf(expression) ? unknown : wrong;
  if (spec.kind === 'entries') return ast.isObjectLiteral(expression) ? unknown : wrong;
  if (spec.kind === 'mapping') return ast.isObjectLiteral(expression) ? unknown : wrong;
  if (spec.kind === 'call') return ast.isCall(expression) ? unknown : wrong;
  if (spec.kind === 'columns') return readColumns(expression, spec.word);
  if (ast.isReference(expression)) return readParameter(expression.name, spec, parameters);
  return readScalar(expression, spec);
}

function readEither(expression: ast.Expression, specs: ValueSpec[], parameters: ParameterValues): Reading {
  return specs.map((spec) => readValue(expression, spec, parameters)).find((one) => one.is !== 'wrong') ?? wrong;
}

function fromWords(name: string, words: { name: string }[]): Reading {
  return words.some((word) => word.name === name) ? known(name) : wrong;
}

function readObject(
  expression: ast.ObjectLiteral,
  spec: Extract<ValueSpec, { kind: 'object' }>,
  parameters: ParameterValues,
): Reading {
  return known(readProperties(expression.properties, spec.properties, parameters));
}

/** The values that are known, defaults included; those that are wrong are left out. */
export function readProperties(
  written: readonly ast.Property[],
  specs: readonly PropertySpec[],
  parameters: ParameterValues,
): PropertyValues {
  const values: PropertyValues = {};
  for (const { name, value, default: otherwise } of specs) {
    const property = written.find(({ key }) => key === name);
    const reading = property?.value && readValue(property.value, value, parameters);
    if (reading?.is === 'known') values[name] = reading.value;
    else if (property === undefined && otherwise !== undefined) values[name] = otherwise;
  }
  return values;
}

function readColumns(expression: ast.Expression, word: string | undefined): Reading {
  if (ast.isReference(expression)) return expression.name === word ? unknown : wrong;
  const isColumn = (item: ast.ListItem) => ast.isReference(item) || (word !== undefined && ast.isAllItem(item));
  return ast.isListLiteral(expression) && expression.items.every(isColumn) ? unknown : wrong;
}

function readParameter(name: string, spec: ValueSpec, parameters: ParameterValues): Reading {
  const parameter = parameters.get(name);
  if (parameter === undefined || !isTypeFor(parameter.type, spec)) return wrong;
  return parameter.value === undefined ? unknown : fitScalar(parameter.value, spec);
}

function isTypeFor(type: Type, spec: ValueSpec): boolean {
  if (type.kind === 'unknown') return true;
  if (type.kind !== 'scalar') return false;
  if (spec.kind === 'integer') return isIntegerName(type.name);
  if (spec.kind === 'duration') return type.name === 'duration';
  if (spec.kind === 'size' || spec.kind === 'digest') return false;
  return type.name === (spec.kind === 'boolean' ? 'bool' : 'string');
}

function readScalar(expression: ast.Expression, spec: ValueSpec): Reading {
  if (ast.isStringLiteral(expression)) return spec.kind === 'duration' ? wrong : fitScalar(expression.value, spec);
  if (ast.isNumberLiteral(expression))
    return spec.kind === 'integer' ? fitScalar(numberValue(expression.text), spec) : wrong;
  if (ast.isBooleanLiteral(expression)) return fitScalar(expression.text === 'true', spec);
  if (ast.isSizeLiteral(expression)) return spec.kind === 'size' ? fitScalar(sizeBytes(expression.text), spec) : wrong;
  if (ast.isDurationLiteral(expression)) {
    return spec.kind === 'duration' ? fitScalar(durationMs(expression.text), spec) : wrong;
  }
  return wrong;
}

function fitScalar(value: Scalar, spec: ValueSpec): Reading {
  switch (spec.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? known(value) : wrong;
    case 'integer':
      return Number.isInteger(value) && isWithin(value as number, spec.min, spec.max) ? known(value) : wrong;
    case 'duration':
      return typeof value === 'number' && isWithin(value, spec.minMs, spec.maxMs) ? known(value) : wrong;
    case 'size':
      return typeof value === 'number' && isWithin(value, spec.minBytes) ? known(value) : wrong;
    case 'path':
      return typeof value === 'string' ? known(value) : wrong;
    case 'digest':
      return typeof value === 'string' && isDigest(value) ? known(value.toLowerCase()) : wrong;
    case 'url':
      return typeof value === 'string' && spec.schemes.includes(addressOf(value)?.scheme ?? '') ? known(value) : wrong;
    case 'string':
      return typeof value === 'string' && isWanted(value, spec) ? known(value) : wrong;
    default:
      return wrong;
  }
}

export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/i.test(text);
}

function isWithin(value: number, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): boolean {
  return value >= min && value <= max;
}

function isWanted(value: string, { length, choices }: Extract<ValueSpec, { kind: 'string' }>): boolean {
  const hasLength = length === undefined || [...value].length === length;
  return hasLength && (choices === undefined || choices.some(({ name }) => name === value));
}

function known(value: PropertyValue): Reading {
  return { is: 'known', value };
}
