/**
 * Which values may stand where a type is wanted (rules T1 to T4). `explainMismatch` is the rule and says the reason as
 * words; `isAssignable` only asks whether there is one. An unknown type fits everywhere: nothing follows from it.
 */
import { fieldNamed } from './field-named.ts';
import { isClear, mayHave } from './may-have.ts';
import { isNullable } from './nullability.ts';
import { holdsEveryValue, isNumberName } from './numeric-types.ts';
import { printType } from './print-type.ts';
import type { Field, ListType, RecordType, ScalarName, ScalarType, Type, VectorType } from './type.ts';

/**
 * What the symbols of dimensions (`seq`) have turned out to be: a number, or another symbol. One for all comparisons of one
 * node, so that a symbol that met 8 stays 8.
 */
export type DimensionBindings = Map<string, number | string>;

export function isAssignable(from: Type, to: Type, bindings: DimensionBindings = new Map()): boolean {
  return explainMismatch(from, to, bindings) === undefined;
}

/** Why a value of `from` cannot stand where `to` is wanted: `field "country" is string?, not string`; undefined if it can. */
export function explainMismatch(from: Type, to: Type, bindings: DimensionBindings = new Map()): string | undefined {
  if (from.kind === 'unknown' || to.kind === 'unknown') return undefined;
  if (from.nullable && !to.nullable) return `${printType(from)} may be null and ${printType(to)} may not`;
  if (from.kind === 'scalar' && to.kind === 'scalar') return explainScalars(from, to);
  if (from.kind === 'list' && to.kind === 'list') return explainLists(from, to, bindings);
  if (from.kind === 'vector' && to.kind === 'vector') return explainVectors(from, to, bindings);
  if (from.kind === 'record' && to.kind === 'record') return explainRecords(from, to, bindings);
  return isNot(from, to);
}

function isNot(from: Type, to: Type): string {
  return `${printType(from)} is not ${printType(to)}`;
}

function explainScalars(from: ScalarType, to: ScalarType): string | undefined {
  if (holds(to.name, from.name)) return undefined;
  const areNumbers = isNumberName(from.name) && isNumberName(to.name);
  return areNumbers ? `${to.name} does not hold every value of ${from.name}` : isNot(from, to);
}

function holds(to: ScalarName, from: ScalarName): boolean {
  return to === from || (isNumberName(to) && isNumberName(from) && holdsEveryValue(to, from));
}

function explainLists(from: ListType, to: ListType, bindings: DimensionBindings): string | undefined {
  const reason = explainMismatch(from.element, to.element, bindings);
  return reason === undefined ? undefined : `in its elements ${reason}`;
}

function explainVectors(from: VectorType, to: VectorType, bindings: DimensionBindings): string | undefined {
  if (!holds(to.element, from.element)) return `its elements are ${from.element}, not ${to.element}`;
  if (unifyDimensions(from.dimensions, to.dimensions, bindings)) return undefined;
  return isNot(from, to) + boundSymbols([...from.dimensions, ...to.dimensions], bindings);
}

/** `, where `seq` is 8`: what the symbols had turned out to be before. */
function boundSymbols(dimensions: readonly (number | string)[], bindings: DimensionBindings): string {
  const symbols = [...new Set(dimensions)].filter((size) => typeof size === 'string' && bindings.has(size));
  const known = symbols.map((symbol) => `\`${symbol}\` is ${resolveSize(symbol, bindings)}`);
  return known.length === 0 ? '' : `, where ${known.join(' and ')}`;
}

/**
 * Whether the dimensions can be the same, in which case `bindings` remember what their symbols had to be for that. Where
 * they cannot be, `bindings` are as before.
 */
export function unifyDimensions(
  a: readonly (number | string)[],
  b: readonly (number | string)[],
  bindings: DimensionBindings,
): boolean {
  if (a.length !== b.length) return false;
  const attempt = new Map(bindings);
  if (!a.every((size, i) => unifySize(size, b[i] as number | string, attempt))) return false;
  for (const [symbol, size] of attempt) bindings.set(symbol, size);
  return true;
}

function unifySize(a: number | string, b: number | string, bindings: DimensionBindings): boolean {
  const [left, right] = [resolveSize(a, bindings), resolveSize(b, bindings)];
  if (left === right) return true;
  if (typeof left === 'string') bindings.set(left, right);
  else if (typeof right === 'string') bindings.set(right, left);
  else return false;
  return true;
}

/** What a dimension stands for after all that is known of its symbol. */
export function resolveSize(size: number | string, bindings: DimensionBindings): number | string {
  let resolved = size;
  while (typeof resolved === 'string' && bindings.has(resolved)) resolved = bindings.get(resolved) as number | string;
  return resolved;
}

/** T1: fields beyond those wanted do no harm. */
function explainRecords(from: RecordType, to: RecordType, bindings: DimensionBindings): string | undefined {
  for (const wanted of to.fields) {
    const given = fieldNamed(from, wanted.name);
    if (given === undefined && (mayHave(from, wanted.name) || isDubious(wanted, to))) continue;
    const reason = explainField(given?.type, wanted, bindings);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** A word that a damaged record was read with, and that may be no field at all. */
function isDubious({ type }: Field, of: RecordType): boolean {
  return type.kind === 'unknown' && !isClear(of);
}

function explainField(from: Type | undefined, { name, type }: Field, bindings: DimensionBindings): string | undefined {
  if (from === undefined) return `field "${name}" is missing`;
  const reason = explainMismatch(from, type, bindings);
  if (reason === undefined) return undefined;
  if (isInside(from, type)) return `field "${name}": ${reason}`;
  const [given, wanted] = [from, type].map((one) => (one.kind === 'vector' ? one.dimensions : []));
  const where = boundSymbols([...(given ?? []), ...(wanted ?? [])], bindings);
  return `field "${name}" is ${printType(from)}, not ${printType(type)}${where}`;
}

/** Whether what does not fit lies deeper than where the two types stand. */
function isInside(from: Type, to: Type): boolean {
  if (from.kind !== to.kind || (from.kind !== 'record' && from.kind !== 'list')) return false;
  return !from.nullable || isNullable(to);
}
