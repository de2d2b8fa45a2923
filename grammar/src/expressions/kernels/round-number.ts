import { isFloatName, isNumber } from '../../types/numeric-types.ts';
import type { Type } from '../../types/type.ts';
import type { Kernel } from './kernel.ts';
import { perRow } from './kernel.ts';

/** A whole number stays as it is. */
export function wholeNumber(rounding: (value: number) => number): (result: Type) => Kernel {
  return (result) => perRow(result, isFloat(result) ? rounding : (value: unknown) => value);
}

/** Halves go away from zero, as in SQL. */
export function round(result: Type): Kernel {
  return perRow(result, isFloat(result) ? roundTo : (value: unknown) => value);
}

function roundTo(value: number, digits: number): number {
  const scale = 10 ** digits;
  const rounded = (Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale;
  return Number.isFinite(rounded) ? rounded : value;
}

function isFloat(type: Type): boolean {
  return isNumber(type) && isFloatName(type.name);
}
