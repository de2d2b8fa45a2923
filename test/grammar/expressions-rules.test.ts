/** The rules of docs/language.md on expressions, one by one. The other files of expressions-* go wider and deeper. */
import { printType } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { computeText, typeText, valueOfText } from '../support/expression-text.ts';

function typeIn(text: string, fields: string, parameters: Record<string, string> = {}): string {
  const { typed } = typeText(text, { fields, parameters });
  return typed === undefined ? 'unknown' : printType(typed.type);
}

test.each([
  ['amount', 'int32'],
  ['threshold', 'float64'],
  ['merchant.category', 'int32'],
  ['shop.category', 'int32?'],
])('[E1] the name %s means %s', (text, type) => {
  const fields = 'amount: int32, merchant: { category: int32 }, shop: { category: int32 }?';
  expect(typeIn(text, fields, { threshold: 'float64', amount: 'string' })).toBe(type);
});

test.each([
  ['a + b', [null]],
  ['a < b', [null]],
  ['false and a > 1', [false]],
  ['true and a > 1', [null]],
  ['true or a > 1', [true]],
  ['false or a > 1', [null]],
  ['not (a > 1)', [null]],
])('[E2] with a null, %s is %j', (text, values) => {
  expect(computeText(text, 'a: int32?, b: int32', [{ a: null, b: 1 }]).values).toEqual(values);
});

test.each([
  ['a + b', 'int64'],
  ['a * c', 'int32'],
  ['c / c', 'float64'],
  ['c ** 2', 'float64'],
  ['c + d', 'float64'],
  ['e * e', 'float32'],
])('[E3] %s is %s', (text, type) => {
  expect(typeIn(text, 'a: int32, b: int64, c: int8, d: float64, e: float32')).toBe(type);
});

test.each([
  ['a + 1', 2147483647],
  ['a * a', 65536],
  ['1 / (a - a)', 5],
  ['1 % (a - a)', 5],
])('[E4] %s of %d makes the record bad and no other', (text, a) => {
  const { values, failures } = computeText(text, 'a: int32', [{ a }, { a: 1 }].slice(0, text.includes('-') ? 1 : 2));
  expect([...failures.keys()]).toEqual([0]);
  expect(values.slice(1).every((value) => value !== undefined)).toBe(true);
});

test('[E5] values of one family compare, others do not', () => {
  const fields = 'a: int32, b: float64?, s: string, at: timestamp, on: date';
  expect(typeIn('a < b', fields)).toBe('bool?');
  expect(typeIn('b == null', fields)).toBe('bool');
  expect(typeText('a == s', { fields }).diagnostics.map(({ code }) => code)).toEqual(['FLOW210']);
  expect(typeText('at < on', { fields }).diagnostics.map(({ code }) => code)).toEqual(['FLOW210']);
});

test.each([
  ['f * 2', 'float32'],
  ['d + 1', 'float64'],
  ['u + 1', 'uint32'],
  ['u + 5000000000', 'int64'],
])('[E6] in %s the literal takes the type it stands beside: %s', (text, type) => {
  expect(typeIn(text, 'f: float32, d: float64, u: uint32')).toBe(type);
});

test.each([
  ['a ?? 7', [1, 7]],
  ['if a == 1 then "one" else "other"', ['one', 'other']],
  ['a in [1, 2]', [true, null]],
  ['a not in [2]', [true, null]],
  ['b between 1 and 5', [true, true]],
  ['b not between 2 and 5', [true, false]],
])('[E7] %s gives %j', (text, values) => {
  const rows = [
    { a: 1, b: 1 },
    { a: null, b: 5 },
  ];
  expect(computeText(text, 'a: int32?, b: int32', rows).values).toEqual(values);
});

test.each<[string, unknown]>([
  ['-2 ** 2', -4],
  ['2 ** 3 ** 2', 512],
  ['1 + 2 * 3', 7],
  ['10 - 4 - 3', 3],
  ['not true or true', true],
  ['1 + 1 == 2 and 3 > 2', true],
  ['2 * -3', -6],
])('[E8] %s is %j', (text, value) => {
  expect(valueOfText(text)).toEqual(value);
});
