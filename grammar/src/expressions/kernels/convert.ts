/** Explicit conversions. What has no exact counterpart makes the record bad, save that a fraction is dropped and floats round. */
import { type FloatName, type IntegerName, integerRange } from '../../types/numeric-types.ts';
import { type ScalarName, scalarType } from '../../types/type.ts';
import { timestampMs } from '../dates.ts';
import { type Kernel, NoValue, type PerRowFunction, perRow } from './kernel.ts';

type NumberValue = number | bigint;

export function numberToWhole(name: IntegerName): (value: NumberValue) => NumberValue | NoValue {
  const { min, max } = integerRange(name);
  const isBig = name === 'int64' || name === 'uint64';
  return (value) => {
    if (typeof value === 'number' && !Number.isFinite(value)) return unfit(value, name);
    const whole = typeof value === 'bigint' ? value : Math.trunc(value);
    if (whole < min || whole > max) return unfit(value, name);
    return isBig ? BigInt(whole) : Number(whole);
  };
}

export function textToWhole(name: IntegerName): (text: string) => NumberValue | NoValue {
  const convert = numberToWhole(name);
  return (text) => {
    const trimmed = text.trim();
    if (!/^[+-]?\d+$/.test(trimmed)) return unfit(text, name);
    const converted = convert(BigInt(trimmed.replace('+', '')));
    return converted instanceof NoValue ? unfit(text, name) : converted;
  };
}

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

export function textToReal(name: FloatName): (text: string) => number | NoValue {
  const round = name === 'float32' ? Math.fround : Number;
  return (text) => {
    if (!decimal.test(text.trim())) return unfit(text, 'a number');
    const value = round(Number(text));
    return Number.isFinite(value) ? value : unfit(text, `a ${name}`);
  };
}

/** An infinity stays one, but a number does not become one. */
export function beyondFloat32(value: number): string | undefined {
  const isBeyond = Number.isFinite(value) && !Number.isFinite(Math.fround(value));
  return isBeyond ? unfit(value, 'a float32').message : undefined;
}

export function textToBool(text: string): boolean | NoValue {
  const word = text.trim().toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : unfit(text, '"true" or "false"');
}

export function textToTimestamp(text: string): number | NoValue {
  const ms = timestampMs(text);
  return Number.isNaN(ms) ? unfit(text, 'a timestamp such as 2026-01-31T10:00:00Z') : ms;
}

export function textToJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return unfit(text, 'JSON');
  }
}

function unfit(value: NumberValue | string, wanted: string): NoValue {
  const shown =
    typeof value === 'string' ? JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value) : value;
  return new NoValue(`${shown} is not ${wanted}`);
}

/** How values of each type become text. */
const printers: Partial<Record<ScalarName, PerRowFunction>> = {
  bool: (value: number) => (value === 1 ? 'true' : 'false'),
  float32: printFloat32,
  timestamp: (ms: number) => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : unfit(ms, 'a timestamp')),
  duration: (ms: number) => `${ms}ms`,
  json: (value: unknown) => JSON.stringify(value),
};

export function printedAs(name: ScalarName): Kernel {
  return perRow(scalarType('string'), printers[name] ?? ((value: unknown) => String(value)));
}

/** The shortest text that means this float32 and no other: 0.1, not 0.10000000149011612. */
function printFloat32(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}
