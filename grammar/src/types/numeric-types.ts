/** The numbers of the language: what each type holds, so that "holds every value of the other" is arithmetic, not a table. */
import { type ScalarName, scalarNames, type Type } from './type.ts';

/** Whole numbers from `min` to `max`, each of them exactly. */
interface WholeRange {
  min: bigint;
  max: bigint;
}

function signed(bits: bigint): WholeRange {
  return { min: -(1n << (bits - 1n)), max: (1n << (bits - 1n)) - 1n };
}

function unsigned(bits: bigint): WholeRange {
  return { min: 0n, max: (1n << bits) - 1n };
}

const integers = {
  int8: signed(8n),
  int16: signed(16n),
  int32: signed(32n),
  int64: signed(64n),
  uint8: unsigned(8n),
  uint16: unsigned(16n),
  uint32: unsigned(32n),
  uint64: unsigned(64n),
} as const satisfies Partial<Record<ScalarName, WholeRange>>;

/** The whole numbers around zero that a float holds without a gap. */
const floats = {
  float32: { min: -(1n << 24n), max: 1n << 24n },
  float64: { min: -(1n << 53n), max: 1n << 53n },
} as const satisfies Partial<Record<ScalarName, WholeRange>>;

export type IntegerName = keyof typeof integers;
export type FloatName = keyof typeof floats;
export type NumberName = IntegerName | FloatName;

export const numberNames = scalarNames.filter(isNumberName);

export function isIntegerName(name: ScalarName): name is IntegerName {
  return Object.hasOwn(integers, name);
}

export function isFloatName(name: ScalarName): name is FloatName {
  return Object.hasOwn(floats, name);
}

export function isNumberName(name: ScalarName): name is NumberName {
  return isIntegerName(name) || isFloatName(name);
}

export function isNumber(type: Type): type is Extract<Type, { kind: 'scalar' }> & { name: NumberName } {
  return type.kind === 'scalar' && isNumberName(type.name);
}

/** The least and the greatest value; undefined for what is no whole number. */
export function integerRange(name: IntegerName): WholeRange;
export function integerRange(name: ScalarName): WholeRange | undefined;
export function integerRange(name: ScalarName): WholeRange | undefined {
  return isIntegerName(name) ? integers[name] : undefined;
}

/** Whether `to` has every value of `from`: int32 and float64, but not int64 and float64. */
export function holdsEveryValue(to: NumberName, from: NumberName): boolean {
  if (isFloatName(from)) return to === from || to === 'float64';
  const outer = isFloatName(to) ? floats[to] : integers[to];
  return outer.min <= integers[from].min && integers[from].max <= outer.max;
}

/** The smallest number type that holds every value of both; undefined for int64 with uint64 or with a float. */
export function smallestHoldingBoth(a: NumberName, b: NumberName): NumberName | undefined {
  const bySize = [
    'int8',
    'uint8',
    'int16',
    'uint16',
    'int32',
    'uint32',
    'int64',
    'uint64',
    'float32',
    'float64',
  ] as const;
  return bySize.find((name) => holdsEveryValue(name, a) && holdsEveryValue(name, b));
}
