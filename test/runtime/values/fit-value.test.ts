import { type FieldRules, recordType, scalarType } from '@millrace/grammar';
import fc from 'fast-check';
import { fitValue } from 'millrace';
import { expect, test } from 'vitest';
import { arbitraryRecords } from '../../support/arbitrary-records.ts';
import { typeNamed } from '../../support/read-content.ts';

const at = new Date('2026-01-31T10:00:00Z');

test.each<[string, unknown, unknown]>([
  ['int64', 7, 7n],
  ['int64', 7n, 7n],
  ['int32', 7n, 7],
  ['float64', 7n, 7],
  ['float64', 'NaN', Number.NaN],
  ['float64', '-Infinity', Number.NEGATIVE_INFINITY],
  ['float32', 0.1, Math.fround(0.1)],
  ['timestamp', at, at],
  ['timestamp', '2026-01-31T10:00:00Z', at],
  ['bytes', 'AQI=', new Uint8Array([1, 2])],
  ['string?', null, null],
  ['string?', undefined, null],
  ['json', { a: [1, null, { b: undefined }] }, { a: [1, null, { b: undefined }] }],
  ['float32[2]', [1, 2], new Float32Array([1, 2])],
  ['float64[2]', new Float32Array([1, 2]), new Float64Array([1, 2])],
  ['bool[2]', [true, false], new Uint8Array([1, 0])],
  [
    'int32[2, 2]',
    [
      [1, 2],
      [3, 4],
    ],
    new Int32Array([1, 2, 3, 4]),
  ],
  ['int32[n]', [1, 2, 3], [1, 2, 3]],
  ['int32[]', new Int8Array([1, 2]), [1, 2]],
])('%s takes %o', (type, value, fitted) => {
  expect(fitValue(value, typeNamed(type))).toEqual({ ok: true, value: fitted });
});

test.each<[string, unknown, string]>([
  ['int32', '7', '"7" is not an int32'],
  ['int32', 7.5, '7.5 is not an int32'],
  ['int32', Number.NaN, 'NaN is not an int32'],
  ['int8', 128, '128 is outside of int8 (-128 to 127)'],
  ['uint64', -1n, '-1 is outside of uint64 (0 to 18446744073709551615)'],
  ['int64', 2 ** 53, '9007199254740992 is beyond 2^53, where a number is not exact; give a bigint'],
  ['float64', '7', '"7" is not a float64'],
  ['float64', null, 'no value, but float64 is never null'],
  ['float32', 1e300, '1e+300 is too large for a float32'],
  ['string', 7, '7 is not a string'],
  ['bool', 1, '1 is not a bool'],
  ['timestamp', new Date(Number.NaN), 'null is not a timestamp such as 2026-01-31T10:00:00Z'],
  ['timestamp', 'soon', '"soon" is not a timestamp such as 2026-01-31T10:00:00Z'],
  ['date', '2026-02-30', '"2026-02-30" is not a date such as 2026-01-31'],
  ['duration', Number.POSITIVE_INFINITY, 'Infinity is not a duration'],
  ['json', () => 1, 'a function is not JSON'],
  ['json', [Number.NaN], '[null] is not JSON'],
  ['int32[]', { length: 1 }, '{"length":1} is not an int32[]'],
  ['int32[]', [1, null], '[1]: no value, but int32 is never null'],
  ['float32[2]', [1, 2, 3], '3 elements are not a float32[2]'],
  ['float32[2]', [1, null], '[1]: no value, but float32 is never null'],
  ['int32[2, 2]', [[1, 2], [3]], '[[1,2],[3]] is not an int32[2, 2]'],
  ['string', { long: 'x'.repeat(100) }, `{"long":"${'x'.repeat(51)}… is not a string`],
])('%s refuses %o', (type, value, message) => {
  expect(fitValue(value, typeNamed(type))).toEqual({ ok: false, message });
});

const merchant = recordType([
  { name: 'id', type: scalarType('string') },
  { name: 'tags', type: { kind: 'list', element: scalarType('int8'), nullable: false } },
]);

test('[T4] records drop what they do not have and say where something is wrong', () => {
  const type = recordType([{ name: 'merchant', type: merchant }]);
  const fitted = (value: unknown) => fitValue(value, type);
  expect(fitted({ merchant: { id: 'm', tags: [], other: 1 } })).toEqual({
    ok: true,
    value: { merchant: { id: 'm', tags: [] } },
  });
  expect(fitted({ merchant: { tags: [] } })).toEqual({
    ok: false,
    message: 'merchant.id: no value, but string is never null',
  });
  expect(fitted({ merchant: { id: 'm', tags: [1, 'x'] } })).toEqual({
    ok: false,
    message: 'merchant.tags[1]: "x" is not an int8',
  });
  expect(fitted([])).toEqual({ ok: false, message: '[] is not a { merchant: { id: string, tags: int8[] } }' });
  expect(fitted(Object.create({ merchant: { id: 'm', tags: [] } }))).toMatchObject({ ok: false });
});

test.each<[string, FieldRules, unknown, string | undefined]>([
  ['float64', { range: { min: 0 } }, -1, '-1 is below the minimum 0'],
  ['int64', { range: { max: 5 } }, 6n, '6 is above the maximum 5'],
  ['float64[]', { range: { max: 5 } }, [1, 6], '[1]: 6 is above the maximum 5'],
  ['int64', { oneOf: [1, 2] }, 2n, undefined],
  ['int64', { oneOf: ['9007199254740993'] }, 9007199254740993n, undefined],
  ['string?', { oneOf: ['a'] }, null, undefined],
  ['string', { pattern: 'a|b+' }, 'bb', undefined],
  ['string', { pattern: 'a|b' }, 'ab', '"ab" does not match the pattern "a|b"'],
  ['string', { sensitive: 'health', oneOf: ['a'] }, 'flu', 'the value (hidden, it is sensitive) is not one of "a"'],
  ['int32', { pii: true }, 'x', 'the value (hidden, it is sensitive) is not an int32'],
  ['int32', { default: 5 }, undefined, undefined],
])('annotations: %s with %o and %o', (type, rules, value, message) => {
  const result = fitValue(value, typeNamed(type), rules);
  expect(result.ok ? undefined : result.message).toBe(message);
});

test('rows of a matrix may be of any length', () => {
  const row = Array.from({ length: 200_000 }, (_, i) => i);
  expect(fitValue([row, row], typeNamed('int32[2, 200000]'))).toMatchObject({ ok: true });
});

test('what fits, fits again unchanged', () => {
  fc.assert(
    fc.property(arbitraryRecords(3), ({ schema, rows }) => {
      for (const row of rows) {
        const once = fitValue(row, schema);
        expect(once).toEqual({ ok: true, value: row });
      }
    }),
  );
});

test('no value whatever makes it throw', () => {
  const types = [
    'int32',
    'int64',
    'float64',
    'string',
    'bytes',
    'timestamp',
    'date',
    'json',
    'int32[]',
    'float32[2]',
    'int8[2, 2]',
  ].map(typeNamed);
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withNullPrototype: true }),
      fc.constantFrom(...types, merchant),
      (value, type) => {
        expect(typeof fitValue(value, type).ok).toBe('boolean');
      },
    ),
    { numRuns: 1000 },
  );
});
