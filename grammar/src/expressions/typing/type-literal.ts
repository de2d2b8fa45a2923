import { durationMs } from '../../analysis/duration.ts';
import { badLiteral } from '../../diagnostics/types.ts';
import * as ast from '../../generated/ast.ts';
import { type IntegerName, integerRange } from '../../types/numeric-types.ts';
import { type Scalar, type ScalarName, scalarType, unknownType } from '../../types/type.ts';
import { isRealDate, timestampMs } from '../dates.ts';
import type { TypedLiteral, Typing } from './typing.ts';

type ExpressionLiteral = Exclude<ast.Literal, ast.SizeLiteral>;

export function typeLiteral(literal: ExpressionLiteral, typing: Typing): TypedLiteral | undefined {
  switch (literal.$type) {
    case ast.StringLiteral.$type:
      return scalarLiteral('string', literal.value);
    case ast.BooleanLiteral.$type:
      return scalarLiteral('bool', literal.text === 'true');
    case ast.NullLiteral.$type:
      return { op: 'literal', type: unknownType, value: null };
    case ast.NumberLiteral.$type:
      return typeNumber(literal, literal.text, typing);
    case ast.DurationLiteral.$type:
      return scalarLiteral('duration', durationMs(literal.text));
    case ast.DateLiteral.$type:
      return typeDate(literal, typing);
    case ast.TimestampLiteral.$type:
      return typeTimestamp(literal, typing);
  }
}

function scalarLiteral(name: ScalarName, value: Scalar): TypedLiteral {
  return { op: 'literal', type: scalarType(name), value };
}

/** `text` with the sign in front of it, so that the least int64 can be written. A whole number has the first type that holds it. */
export function typeNumber(place: ast.Expression, text: string, { accept }: Typing): TypedLiteral | undefined {
  if (!/^-?\d+$/.test(text)) return typeFloat(place, text, accept);
  const whole = BigInt(text);
  const name = (['int32', 'int64', 'uint64'] as const).find((one) => isWithin(whole, one));
  if (name !== undefined) return scalarLiteral(name, Number.isSafeInteger(Number(text)) ? Number(text) : text);
  accept(badLiteral({ node: place }, `${text} does not fit int64; write it with a point for a float64`, `${text}.0`));
  return undefined;
}

function typeFloat(place: ast.Expression, text: string, accept: Typing['accept']): TypedLiteral | undefined {
  const value = Number(text);
  if (Number.isFinite(value)) return scalarLiteral('float64', value);
  accept(badLiteral({ node: place }, `${text} is too large for a float64`));
  return undefined;
}

function isWithin(whole: bigint, name: IntegerName): boolean {
  const { min, max } = integerRange(name);
  return min <= whole && whole <= max;
}

function typeDate(literal: ast.DateLiteral, { accept }: Typing): TypedLiteral | undefined {
  if (isRealDate(literal.text)) return scalarLiteral('date', literal.text);
  accept(badLiteral({ node: literal }, `${literal.text} is not a day of the calendar`, nearestDay(literal.text)));
  return undefined;
}

/** The last day of a month that has fewer. */
function nearestDay(text: string): string | undefined {
  const start = text.slice(0, 8);
  const days = ['31', '30', '29', '28'].filter((day) => day < text.slice(8));
  const found = days.find((day) => isRealDate(start + day));
  return found && start + found;
}

function typeTimestamp(literal: ast.TimestampLiteral, { accept }: Typing): TypedLiteral | undefined {
  const ms = timestampMs(literal.text);
  if (!Number.isNaN(ms)) return scalarLiteral('timestamp', new Date(ms).toISOString());
  accept(badLiteral({ node: literal }, `${literal.text} is not a moment of the calendar`));
  return undefined;
}
