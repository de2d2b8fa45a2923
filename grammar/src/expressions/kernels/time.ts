/** Parts of moments, always in UTC. Moments are milliseconds; the parts of a day are arithmetic, those of a year the calendar's. */
import { scalarType } from '../../types/type.ts';
import { dateMs } from '../dates.ts';
import { type Kernel, perRow } from './kernel.ts';
import { realFunction } from './unary-numbers.ts';

const dayMs = 86_400_000;

export const partsOfTime = {
  year: (ms: number) => new Date(ms).getUTCFullYear(),
  month: (ms: number) => new Date(ms).getUTCMonth() + 1,
  day: (ms: number) => new Date(ms).getUTCDate(),
  hour: (ms: number) => Math.floor(withinDay(ms) / 3_600_000),
  minute: (ms: number) => Math.floor(withinDay(ms) / 60_000) % 60,
  weekday: (ms: number) => modulo(Math.floor(ms / dayMs) + 4, 7),
};

function withinDay(ms: number): number {
  return modulo(ms, dayMs);
}

/** Never below zero, also for moments before 1970. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

export type PartOfTime = keyof typeof partsOfTime;

export function partOfTimestamp(part: PartOfTime): () => Kernel {
  return () => realFunction(partsOfTime[part])(scalarType('int32'));
}

export function partOfDate(part: PartOfTime): () => Kernel {
  return () => perRow(scalarType('int32'), (text: string) => partsOfTime[part](dateMs(text)));
}

export const timeUnits = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

/** The moment at which the unit that holds this one began; a week begins on Monday. */
export function truncateTime(ms: number, unit: string): number {
  const date = new Date(ms);
  switch (unit as (typeof timeUnits)[number]) {
    case 'year':
      return startOfMonth(date, 0);
    case 'month':
      return startOfMonth(date, date.getUTCMonth());
    case 'week':
      return ms - withinDay(ms) - modulo(partsOfTime.weekday(ms) - 1, 7) * dayMs;
    case 'day':
      return ms - withinDay(ms);
    case 'hour':
      return ms - modulo(ms, 3_600_000);
    case 'minute':
      return ms - modulo(ms, 60_000);
    case 'second':
      return ms - modulo(ms, 1000);
  }
}

/** Not Date.UTC, which takes the years 0 to 99 for those of the last century. */
function startOfMonth(date: Date, month: number): number {
  const start = new Date(0);
  return start.setUTCFullYear(date.getUTCFullYear(), month, 1);
}
