import { perRow } from '../../expressions/kernels/kernel.ts';
import {
  type PartOfTime,
  partOfDate,
  partOfTimestamp,
  timeUnits,
  truncateTime,
} from '../../expressions/kernels/time.ts';
import { realFunction } from '../../expressions/kernels/unary-numbers.ts';
import type { FunctionSpec, ParameterSpec, Signature } from './function-spec.ts';

const moment: ParameterSpec = { name: 'at', type: 'timestamp' };
const day: ParameterSpec = { name: 'at', type: 'date' };

function ofTimestamp(part: PartOfTime): Signature {
  return { parameters: [moment], result: 'int32', kernel: partOfTimestamp(part) };
}

function ofDate(part: PartOfTime): Signature {
  return { parameters: [day], result: 'int32', kernel: partOfDate(part) };
}

export const timeFunctions: FunctionSpec[] = [
  {
    name: 'year',
    family: 'time',
    doc: 'The year, in UTC.',
    inSql: 'year(at)',
    example: { text: 'year(2026-03-14)', value: 2026 },
    signatures: [ofTimestamp('year'), ofDate('year')],
  },
  {
    name: 'month',
    family: 'time',
    doc: 'The month from 1 to 12, in UTC.',
    inSql: 'month(at)',
    example: { text: 'month(2026-03-14)', value: 3 },
    signatures: [ofTimestamp('month'), ofDate('month')],
  },
  {
    name: 'day',
    family: 'time',
    doc: 'The day of the month from 1 to 31, in UTC.',
    inSql: 'day(at)',
    example: { text: 'day(2026-03-14)', value: 14 },
    signatures: [ofTimestamp('day'), ofDate('day')],
  },
  {
    name: 'hour',
    family: 'time',
    doc: 'The hour from 0 to 23, in UTC.',
    inSql: 'hour(at)',
    example: { text: 'hour(2026-03-14T15:09:26Z)', value: 15 },
    signatures: [ofTimestamp('hour')],
  },
  {
    name: 'minute',
    family: 'time',
    doc: 'The minute from 0 to 59.',
    inSql: 'minute(at)',
    example: { text: 'minute(2026-03-14T15:09:26Z)', value: 9 },
    signatures: [ofTimestamp('minute')],
  },
  {
    name: 'weekday',
    family: 'time',
    doc: 'The day of the week, from 0 for Sunday to 6 for Saturday, in UTC.',
    inSql: 'dayofweek(at)',
    example: { text: 'weekday(2026-03-14)', value: 6 },
    signatures: [ofTimestamp('weekday'), ofDate('weekday')],
  },
  {
    name: 'epoch',
    family: 'time',
    doc: 'The seconds since the beginning of 1970 in UTC, with their fraction.',
    inSql: 'epoch(at)',
    example: { text: 'epoch(1970-01-01T00:00:01.5Z)', value: 1.5 },
    signatures: [{ parameters: [moment], result: 'float64', kernel: realFunction((ms) => ms / 1000) }],
  },
  {
    name: 'truncate',
    family: 'time',
    doc: 'The moment at which the unit of time that holds this one began, in UTC; a week begins on Monday.',
    inSql: 'date_trunc(unit, at)',
    example: { text: 'truncate(2026-03-14T15:09:26Z, "hour") == 2026-03-14T15:00:00Z', value: true },
    signatures: [
      {
        parameters: [moment, { name: 'unit', type: 'string', oneOf: timeUnits }],
        result: 'timestamp',
        kernel: (type) => perRow(type, truncateTime),
      },
    ],
  },
];
