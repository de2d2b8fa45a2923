import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryValues } from '../support/arbitrary-values.ts';
import { computeText } from '../support/expression-text.ts';

const years = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
const moments = fc.array(fc.date(years), { minLength: 1, maxLength: 20 });

function compute(text: string, type: string, values: readonly unknown[]): unknown[] {
  const { values: computed, failures } = computeText(
    text,
    `x: ${type}`,
    values.map((x) => ({ x })),
  );
  expect([...failures]).toEqual([]);
  return computed;
}

describe('parts of time', () => {
  test.each<[string, (date: Date) => number]>([
    ['year', (date) => date.getUTCFullYear()],
    ['month', (date) => date.getUTCMonth() + 1],
    ['day', (date) => date.getUTCDate()],
    ['hour', (date) => date.getUTCHours()],
    ['minute', (date) => date.getUTCMinutes()],
    ['weekday', (date) => date.getUTCDay()],
    ['epoch', (date) => date.getTime() / 1000],
  ])('%s is that of the calendar', (name, part) => {
    fc.assert(
      fc.property(moments, (dates) => {
        expect(compute(`${name}(x)`, 'timestamp', dates)).toEqual(dates.map(part));
      }),
    );
  });

  test.each(['year', 'month', 'week', 'day', 'hour', 'minute', 'second'])(
    'a %s began before, and began when it began',
    (unit) => {
      fc.assert(
        fc.property(moments, (dates) => {
          const starts = compute(`truncate(x, "${unit}")`, 'timestamp', dates) as Date[];
          starts.forEach((start, i) => {
            expect(start.getTime()).toBeLessThanOrEqual((dates[i] as Date).getTime());
          });
          expect(compute(`truncate(x, "${unit}")`, 'timestamp', starts)).toEqual(starts);
        }),
      );
    },
  );
});

describe('text of a value means the value', () => {
  test.each([
    ['int32(string(x))', 'int32'],
    ['int64(string(x))', 'int64'],
    ['bool(string(x))', 'bool'],
    ['parseTimestamp(string(x))', 'timestamp'],
  ] as const)('%s', (text, type) => {
    const values = type === 'timestamp' ? fc.date(years) : arbitraryValues[type];
    fc.assert(
      fc.property(fc.array(values, { minLength: 1 }), (given) => {
        expect(compute(text, type, given)).toEqual(given);
      }),
    );
  });

  test.each(['float32', 'float64'] as const)('%s(string(x))', (type) => {
    const finite = arbitraryValues[type].filter((value) => Number.isFinite(value) && value !== 0);
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), (given) => {
        expect(compute(`${type}(string(x))`, type, given)).toEqual(given);
      }),
    );
  });
});
