import { printType, typeExpression } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { parseExpression, typeText } from '../support/expression-text.ts';

const fields = [
  'i8: int8, u8: uint8, i: int32, u: uint32, l: int64, ul: uint64, f: float32, d: float64, b: bool, s: string',
  'at: timestamp, on: date, took: duration, raw: bytes, any: json',
  'io: int32?, so: string?, bo: bool?, m: { c: int32, o: int32?, deep: { e: string } }, mo: { c: int32 }?',
  'v: float32[3], w: float32[seq], list: int32[], lo: int32?[], words: string[]',
].join(', ');

const parameters = { threshold: 'float64', i: 'string' };

describe('the type of', () => {
  test.each([
    ['[E6]', '1', 'int32'],
    ['[E6]', '2147483648', 'int64'],
    ['[E6]', '-9223372036854775808', 'int64'],
    ['[E6]', '18446744073709551615', 'uint64'],
    ['[E6]', '1.0', 'float64'],
    ['[E6]', '1e3', 'float64'],
    ['[E6]', '"x"', 'string'],
    ['[E6]', 'true', 'bool'],
    ['[E6]', '90s', 'duration'],
    ['[E6]', '2026-01-31', 'date'],
    ['[E6]', '2026-01-31T10:00:00Z', 'timestamp'],
    ['[E1]', 'd', 'float64'],
    ['[E1]', 'threshold', 'float64'],
    ['[E1]', 'i', 'int32'],
    ['[E1]', 'm.c', 'int32'],
    ['[E1]', 'm.deep.e', 'string'],
    ['[E1]', 'mo.c', 'int32?'],
    ['[E3]', 'i + 1', 'int32'],
    ['[E3]', 'l + 1', 'int64'],
    ['[E3]', 'l + i', 'int64'],
    ['[E3]', 'i + u', 'int64'],
    ['[E3]', 'i8 + u8', 'int32'],
    ['[E3]', 'u + 1', 'uint32'],
    ['[E3]', 'ul + 1', 'uint64'],
    ['[E3]', 'i + d', 'float64'],
    ['[E3]', 'i + f', 'float64'],
    ['[E3]', 'f + f', 'float32'],
    ['[E3]', 'f * 2', 'float32'],
    ['[E3]', 'f * 0.1', 'float32'],
    ['[E3]', 'f + 16777217', 'float64'],
    ['[E3]', 'i / 2', 'float64'],
    ['[E3]', 'i ** 2', 'float64'],
    ['[E3]', '-i8', 'int32'],
    ['[E3]', 'io + 1', 'int32?'],
    ['[E3]', 'i + null', 'int32?'],
    ['[E3]', 'at - at', 'duration'],
    ['[E3]', 'at + 5m', 'timestamp'],
    ['[E3]', 'took * 2', 'duration'],
    ['[E3]', 'took / took', 'float64'],
    ['[E5]', 'i < d', 'bool'],
    ['[E5]', 'l == d', 'bool'],
    ['[E5]', 'l < ul', 'bool'],
    ['[E5]', 'f >= 0.8', 'bool'],
    ['[E5]', 'io < 1', 'bool?'],
    ['[E5]', 'so == null', 'bool'],
    ['[E5]', 'null != so', 'bool'],
    ['[E5]', 'on > 2026-01-31', 'bool'],
    ['[E5]', 'b == true', 'bool'],
    ['[E5]', 'i in [1, 2]', 'bool'],
    ['[E5]', 'io not in [1, 2]', 'bool?'],
    ['[E5]', 'i in [1, null]', 'bool?'],
    ['[E5]', 's in words', 'bool'],
    ['[E5]', 'i in lo', 'bool?'],
    ['[E5]', 'i in []', 'bool'],
    ['[E5]', 'd between 0 and i', 'bool'],
    ['[E2]', 'b and bo', 'bool?'],
    ['[E2]', 'not bo', 'bool?'],
    ['[E2]', 'b or null', 'bool?'],
    ['[E7]', 'io ?? 0', 'int32'],
    ['[E7]', 'io ?? io', 'int32?'],
    ['[E7]', 'if b then i else l', 'int64'],
    ['[E7]', 'if b then 1 else 2.5', 'float64'],
    ['[E7]', 'if b then i else null', 'int32?'],
    ['[E7]', 'if b then null else "x"', 'string?'],
    ['[E7]', 'coalesce(so, so, "x")', 'string'],
    ['[E7]', 'nullIf(i, 0)', 'int32?'],
    ['of lists', '[1, 2.5]', 'float64[]'],
    ['of lists', '[i, null]', 'int32?[]'],
    ['of lists', 'at(v, 2)', 'float32'],
    ['of lists', 'at(w, 9)', 'float32'],
    ['of lists', 'length(w)', 'int32'],
    ['of lists', 'at(list, 2)', 'int32?'],
    ['of lists', 'vector(i, d)', 'float64[2]'],
    ['of lists', 'vector(i, io)', 'int32[2]?'],
    ['of lists', 'concat(v, v)', 'float32[6]'],
    ['of lists', 'slice(v, -2, -1)', 'float32[2]'],
    ['of lists', 'sum(list)', 'int64'],
    ['of lists', 'sum(v)', 'float64'],
    ['of lists', 'mean(list)', 'float64?'],
    ['of lists', 'dot(v, w)', 'float64'],
    ['of calls', 'round(d, digits: 2)', 'float64'],
    ['of calls', 'round(digits: 2, value: d)', 'float64'],
    ['of calls', 'sha256(raw)', 'string'],
    ['of calls', 'parseJson(s)', 'json?'],
    ['of calls', 'string(null)', 'string?'],
  ])('%s: %s is %s', (_, text, type) => {
    const { typed, diagnostics } = typeText(text, { fields, parameters });
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(typed && printType(typed.type)).toBe(type);
  });
});

describe('a mistake', () => {
  test.each([
    ['amout + 1', 'amout', 'FLOW201 Unknown field or parameter "amout"'],
    ['treshold > d', 'treshold', 'FLOW201 Unknown field or parameter "treshold". Did you mean "threshold"?'],
    [
      'm.depe',
      'depe',
      'FLOW202 "m" ({ c: int32, o: int32?, deep: { e: string } }) has no field "depe". Did you mean "deep"?',
    ],
    ['s.length', 'length', 'FLOW203 "s" (string) is no record and has no fields'],
    [
      'any.device',
      'device',
      'FLOW203 "any" (json) may hold anything, so its fields are not known here; read them in sql or in a task, or give the field a record as its type',
    ],
    ['flor(d)', 'flor', 'FLOW204 Unknown function "flor". Did you mean "floor"?'],
    ['add(1, 2)', 'add', 'FLOW205 "add" is an operator; write +'],
    ['lower(s, s)', 'lower(s, s)', 'FLOW206 lower(text: string): string does not take 2 arguments'],
    ['lower(i)', 'i', 'FLOW207 "i" (int32) does not fit the parameter "text" of lower(text: string): string'],
    ['round(d, digit: 1)', 'digit', 'FLOW209 round has no parameter "digit". Did you mean "digits"?'],
    ['d > "x"', 'd > "x"', 'FLOW210 Cannot compare "d" (float64) with string'],
    ['s + "x"', 's + "x"', 'FLOW210 Cannot add "s" (string) and string; join texts with concat(a, b)'],
    [
      'ul + l',
      'ul + l',
      'FLOW210 Cannot add "ul" (uint64) and "l" (int64); no number type holds both; convert one, for example with int64(value)',
    ],
    [
      'at > "2026-01-31"',
      'at > "2026-01-31"',
      'FLOW210 Cannot compare "at" (timestamp) with string; a timestamp is written without quotes, as 2026-01-31T10:00:00Z',
    ],
    [
      'on == "2026-01-31"',
      'on == "2026-01-31"',
      'FLOW210 Cannot compare "on" (date) with string; a date is written without quotes, as 2026-01-31',
    ],
    ['i between "a" and "b"', 'i between "a" and "b"', 'FLOW210 Cannot compare "i" (int32) with string and string'],
    ['s in [1, 2]', 's in [1, 2]', 'FLOW210 Cannot look for "s" (string) in int32[]'],
    ['b < true', 'b < true', 'FLOW210 Cannot compare "b" (bool) with bool'],
    ['i and b', 'i', 'FLOW211 "and" needs a condition (bool), not "i" (int32)'],
    ['not s', 's', 'FLOW211 "not" needs a condition (bool), not "s" (string)'],
    ['if i then 1 else 2', 'i', 'FLOW211 "if" needs a condition (bool), not "i" (int32)'],
    ['if b then 1 else "x"', 'if b then 1 else "x"', 'FLOW212 The branches have no type in common: int32, string'],
    ['so ?? 1', 'so ?? 1', 'FLOW212 The two sides of "??" have no type in common: string?, int32'],
    ['[1, "x"]', '[1, "x"]', 'FLOW212 The elements have no type in common: int32, string'],
    ['null', 'null', 'FLOW213 The type of this null cannot be known here; write for example string(null)'],
    ['i == { a: 1 }', '{ a: 1 }', 'FLOW214 A record cannot stand in an expression'],
    ['i in [*]', '*', 'FLOW214 A list of all columns cannot stand in an expression'],
    ['4KiB', '4KiB', 'FLOW214 A size cannot stand in an expression'],
    ['on == 2026-02-30', '2026-02-30', 'FLOW215 2026-02-30 is not a day of the calendar'],
    [
      'ul == 18446744073709551616',
      '18446744073709551616',
      'FLOW215 18446744073709551616 does not fit int64; write it with a point for a float64',
    ],
    ['matches(s, "(")', '"("', 'FLOW216 Invalid regular expression: /(/u: Unterminated group'],
    [
      'truncate(at, "fortnight")',
      '"fortnight"',
      'FLOW216 "unit" is one of "year", "month", "week", "day", "hour", "minute", "second"',
    ],
    ['at(v, 4)', '4', 'FLOW216 The vector has 3 elements'],
    ['substring(s, count: 2)', 'count', 'FLOW219 substring needs "start" before "count"'],
    ['round(d, value: 2)', 'value', 'FLOW219 "value" of round is given twice'],
    ['d + 1 / 0', '1 / 0', 'FLOW217 This fails for every record: The right side of "/" is zero'],
    [
      '2147483647 + 1',
      '2147483647 + 1',
      'FLOW217 This fails for every record: The result of "+" does not fit int32 (-2147483648 to 2147483647)',
    ],
  ])('in %s is told once, at %s', (text, marked, message) => {
    const found = typeText(text, { fields, parameters });
    expect(found.diagnostics.map((one) => `${one.code} ${one.message}`)).toEqual([message]);
    expect(found.marked).toEqual([marked]);
    expect(found.typed).toBeUndefined();
  });

  test('in one part does not hide the ones in others', () => {
    const { marked } = typeText('nobody > 1 and lower(i) == nothing', { fields });
    expect(marked).toEqual(['nobody', 'i', 'nothing']);
  });

  test.each([
    ['s == null', 's == null', '"s" (string) is never null, so this is always false'],
    ['s ?? "x"', '"x"', '"s" (string) is never null, so this default is never used'],
  ])('that changes nothing is a warning: %s', (text, marked, message) => {
    const found = typeText(text, { fields });
    expect(found.diagnostics.map((one) => `${one.severity} ${one.message}`)).toEqual([`warning ${message}`]);
    expect(found.marked).toEqual([marked]);
    expect(found.typed).toBeDefined();
  });
});

describe('what is not known', () => {
  const nothing = { record: undefined, parameters: new Map() };

  test.each(['a + 1', 'lower(a)', 'a.b.c', 'if a then b else c', 'a in [b]', 'not a'])(
    'reports nothing: %s',
    (text) => {
      const typed = typeExpression(parseExpression(text), nothing, ({ message }) => expect.fail(message));
      expect(typed).toBeUndefined();
    },
  );

  test('does not hide a mistake that has nothing to do with it', () => {
    const messages: string[] = [];
    typeExpression(parseExpression('a > 1 and lower(1) == b'), nothing, ({ message }) => messages.push(message));
    expect(messages).toEqual(['int32 does not fit the parameter "text" of lower(text: string): string']);
  });
});

describe('an expression of any length', () => {
  test.each([
    ['a sum', `1${' + 1'.repeat(200)}`],
    ['a condition', `b${' and b'.repeat(200)}`],
    ['a list', `i in [${'1, '.repeat(5000)}1]`],
  ])('is typed soon: %s', (_, text) => {
    const before = performance.now();
    expect(typeText(text, { fields }).typed).toBeDefined();
    expect(performance.now() - before).toBeLessThan(3000);
  });

  test.each([
    ['a sum', nested('d', ' + d')],
    ['a condition', nested('b', ' and b')],
  ])('is told once where it is too deep: %s', (_, text) => {
    const { typed, diagnostics } = typeText(text, { fields });
    expect(typed).toBeUndefined();
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'This nests too deep; compute a part of it in a column of its own',
    ]);
  });
});

/** Deeper than a chain of operators or a nest of brackets alone may be. */
function nested(innermost: string, next: string): string {
  let text = innermost;
  for (let level = 0; level < 10; level++) text = `(${text}${next.repeat(200)})`;
  return text;
}
