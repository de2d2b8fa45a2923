import { recordType, scalarType, type Type } from '@millrace/grammar';
import fc from 'fast-check';
import { align, differencesOf } from 'millrace';
import { expect, test } from 'vitest';
import { arbitraryRecords } from '../../support/arbitrary-records.ts';

const fewLetters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });

test('records are paired in their order, each once, and as many as possible are the same', () => {
  fc.assert(
    fc.property(fewLetters, fewLetters, (expected, actual) => {
      const pairs = align(expected.length, actual.length, (e, a) => expected[e] === actual[a]);
      const indices = (side: 'expected' | 'actual') => pairs.flatMap((pair) => pair[side] ?? []);
      expect(indices('expected')).toEqual(expected.map((_, at) => at));
      expect(indices('actual')).toEqual(actual.map((_, at) => at));
      const same = pairs.filter((pair) => pair.isSame);
      expect(same.every((pair) => expected[pair.expected ?? -1] === actual[pair.actual ?? -1])).toBe(true);
      expect(same.length).toBe(inCommon(expected, actual));
    }),
  );
});

/** The length of the longest common subsequence, by trying all. */
function inCommon([first, ...rest]: string[], actual: string[]): number {
  if (first === undefined) return 0;
  const at = actual.indexOf(first);
  return Math.max(inCommon(rest, actual), at === -1 ? 0 : 1 + inCommon(rest, actual.slice(at + 1)));
}

test('every record is what it is, exactly and in part', () => {
  fc.assert(
    fc.property(arbitraryRecords(3), fc.boolean(), ({ schema, rows }, isExact) => {
      for (const row of rows) expect(differencesOf(row, row, schema, { isExact })).toEqual([]);
    }),
  );
});

const type = (name: 'float32' | 'float64' | 'json' | 'int64') => scalarType(name);

const pairs: [Type, unknown, unknown, boolean][] = [
  [type('float64'), 1, 1 + 1e-10, true],
  [type('float64'), 1, 1 + 1e-8, false],
  [type('float64'), 0, 1e-300, false],
  [type('float64'), Number.NaN, Number.NaN, true],
  [type('float64'), Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, true],
  [type('float64'), Number.POSITIVE_INFINITY, 1e308, false],
  [type('float64'), 0, -0, true],
  [type('float32'), 1, 1 + 1e-6, true],
  [type('float32'), 1, 1 + 1e-4, false],
  [type('int64'), 2n ** 53n, 2n ** 53n + 1n, false],
  [type('json'), { a: 1 }, { a: 1, b: 2 }, true],
  [type('json'), [{ a: 1 }], [{ a: 1, b: 2 }], true],
  [type('json'), [1], [1, 2], false],
  [type('json'), { a: null }, {}, true],
  [type('json'), { a: [1] }, { a: { 0: 1 } }, false],
];

test('values are the same by what they are worth', () => {
  const wrong = pairs.filter(([type, expected, actual, isSame]) => {
    return (differencesOf(expected, actual, type, { isExact: false }).length === 0) !== isSame;
  });
  expect(wrong).toEqual([]);
});

test('exactly counts what is not written', () => {
  const schema = recordType([{ name: 'a', type: type('json') }]);
  expect(differencesOf({ a: { x: 1 } }, { a: { x: 1, y: 2 } }, schema, { isExact: true })).toHaveLength(1);
  expect(differencesOf({}, { a: 1 }, schema, { isExact: true })).toHaveLength(1);
});
