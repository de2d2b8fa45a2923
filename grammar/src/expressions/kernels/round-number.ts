import { type IntegerName, integerRange, isFloatName, isIntegerName, isNumber } from '../../types/numeric-types.ts';
import type { Type } from '../../types/type.ts';
import { overflowMessage } from './arithmetic.ts';
import { type Kernel, NoValue, type PerRowFunction, perRow } from './kernel.ts';

/** A whole number stays as it is. */
export function wholeNumber(rounding: (value: number) => number): (result: Type) => Kernel {
  return (result) => perRow(result, isFloat(result) ? rounding : (value: unknown) => value);
}

/** Halves go away from zero, as in SQL. Digits below zero are those in front of the point. */
export function round(result: Type): Kernel {
  return perRow(result, isNumber(result) && isIntegerName(result.name) ? wholeRounding(result.name) : roundReal);
}

function roundReal(value: number, digits: number): number {
  const scale = 10 ** Math.abs(digits);
  const scaled = digits < 0 ? value / scale : value * scale;
  const whole = Math.sign(scaled) * Math.round(Math.abs(scaled));
  const rounded = digits < 0 ? whole * scale : whole / scale;
  return Number.isFinite(rounded) ? rounded : value;
}

/** One more than a uint64 has: what is rounded by more is zero. */
const digitsMax = 21;

function wholeRounding(name: IntegerName): PerRowFunction {
  const { min, max } = integerRange(name);
  return (value: number | bigint, digits: number) => {
    if (digits >= 0) return value;
    const rounded = roundWhole(BigInt(value), 10n ** BigInt(Math.min(-digits, digitsMax)));
    if (rounded < min || rounded > max) return new NoValue(overflowMessage('round', name));
    return typeof value === 'bigint' ? rounded : Number(rounded);
  };
}

function roundWhole(value: bigint, scale: bigint): bigint {
  const half = value < 0n ? -scale / 2n : scale / 2n;
  return ((value + half) / scale) * scale;
}

function isFloat(type: Type): boolean {
  return isNumber(type) && isFloatName(type.name);
}
