import {
  columnOf,
  compileExpression,
  constantValue,
  foldConstant,
  scalarType,
  type TypedExpression,
} from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { computeText, recordFrom, typeText, valueOfText } from '../support/expression-text.ts';

const overflow32 = 'The result of "+" does not fit int32 (-2147483648 to 2147483647)';

describe('[E4] a record is bad', () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    ['i + 1', 'i: int32', { i: 2147483647 }, overflow32],
    ['i8 * 300000000', 'i8: int8', { i8: -128 }, overflow32.replace('+', '*')],
    ['u - 1', 'u: uint32', { u: 0 }, 'The result of "-" does not fit uint32 (0 to 4294967295)'],
    [
      'l + 1',
      'l: int64',
      { l: 2n ** 63n - 1n },
      'The result of "+" does not fit int64 (-9223372036854775808 to 9223372036854775807)',
    ],
    [
      '-l',
      'l: int64',
      { l: -(2n ** 63n) },
      'The result of "-" does not fit int64 (-9223372036854775808 to 9223372036854775807)',
    ],
    ['abs(i)', 'i: int32', { i: -2147483648 }, 'The result of "abs" does not fit int32 (-2147483648 to 2147483647)'],
    ['i / j', 'i: int32, j: int32', { i: 1, j: 0 }, 'The right side of "/" is zero'],
    ['d / 0.0 + d', 'd: float64', { d: 1 }, 'The right side of "/" is zero'],
    ['l % 0', 'l: int64', { l: 1n }, 'The right side of "%" is zero'],
    ['at + 100000000d', 'at: timestamp', { at: new Date(1) }, 'The result of "+" does not fit timestamp'],
    ['ln(d)', 'd: float64', { d: 0 }, 'A logarithm is of a number above zero'],
    ['clamp(i, 3, j)', 'i: int32, j: int32', { i: 1, j: 2 }, 'The low bound of clamp is above the high one'],
    ['int32(s)', 's: string', { s: '1.5' }, '"1.5" is not int32'],
    ['int32(d)', 'd: float64', { d: 3e9 }, '3000000000 is not int32'],
    ['int64(d)', 'd: float64', { d: Number.NaN }, 'NaN is not int64'],
    ['float32(d)', 'd: float64', { d: 1e39 }, '1e+39 is not a float32'],
    ['float32(s)', 's: string', { s: '1e39' }, '"1e39" is not a float32'],
    [
      'round(i, -1)',
      'i: int32',
      { i: 2147483647 },
      'The result of "round" does not fit int32 (-2147483648 to 2147483647)',
    ],
    ['float64(s)', 's: string', { s: 'x'.repeat(50) }, `"${'x'.repeat(40)}…" is not a number`],
    ['bool(s)', 's: string', { s: 'yes' }, '"yes" is not "true" or "false"'],
    [
      'parseTimestamp(s)',
      's: string',
      { s: '2026-02-30' },
      '"2026-02-30" is not a timestamp such as 2026-01-31T10:00:00Z',
    ],
    ['parseJson(s)', 's: string', { s: '{' }, '"{" is not JSON'],
    ['matches("a", s)', 's: string', { s: '(' }, 'Invalid regular expression: /(/u: Unterminated group'],
    ['at(v, i)', 'v: float32[3], i: int32', { v: [1, 2, 3], i: 4 }, 'The vector has no element 4'],
    ['dot(a, b)', 'a: int32[], b: int32[]', { a: [1], b: [1, 2] }, 'The operands of dot have 1 and 2 elements'],
    [
      'sum(a)',
      'a: int64[]',
      { a: [2n ** 63n - 1n, 1n] },
      'The result of "sum" does not fit int64 (-9223372036854775808 to 9223372036854775807)',
    ],
  ])('%s', (text, fields, row, message) => {
    const { failures } = computeText(text, fields, [row]);
    expect([...failures]).toEqual([[0, message]]);
  });

  test('and its neighbours are not', () => {
    const { values, failures } = computeText('10 / i', 'i: int32?', [{ i: 5 }, { i: 0 }, { i: null }, { i: 2 }]);
    expect(values).toEqual([2, undefined, null, 5]);
    expect([...failures.keys()]).toEqual([1]);
  });

  test.each([
    ['if i != 0 then 10 / i else 0', [0, 5, 0]],
    ['if i == 0 then 0 else 10 / i', [0, 5, null]],
    ['i != 0 and 10 / i > 1', [false, true, null]],
    ['i == 0 or 10 / i > 1', [true, true, null]],
    ['coalesce(nullIf(i, 2), 10 / i)', [0, 5, null]],
  ])('only by a part that counts for it: %s', (text, expected) => {
    const { values, failures } = computeText(text, 'i: int32?', [{ i: 0 }, { i: 2 }, { i: null }]);
    expect(failures.size).toBe(0);
    expect(values).toEqual(expected);
  });

  test('with all others where it fails for a constant', () => {
    const rows = [{ i: 1 }, { i: 2 }];
    const parameters = { zero: { type: 'int32', value: 0 } };
    expect([...computeText('1 / zero + i', 'i: int32', rows, parameters).failures.keys()]).toEqual([0, 1]);
  });
});

describe('the value of', () => {
  test.each<[string, unknown]>([
    ['9007199254740993 == 9007199254740992.0', false],
    ['-9223372036854775808 < -9223372036854775807', true],
    ['int64("-9223372036854775808")', -(2n ** 63n)],
    ['-7 % 3', -1],
    ['-2 ** 2', -4],
    ['round(2.5)', 3],
    ['round(-2.5)', -3],
    ['round(1234.5678, -2)', 1200],
    ['length("a𝒳b")', 3],
    ['substring("a𝒳b", 2, 1)', '𝒳'],
    ['substring("abc", 2)', 'bc'],
    ['substring("abc", 0, 2)', 'a'],
    ['substring("abc", 9, 2)', ''],
    ['split("a𝒳", "")', ['a', '𝒳']],
    ['replace("a.b", ".", "$&")', 'a$&b'],
    ['mask("abc")', 'abc'],
    ['mask("abc", 0)', '***'],
    ['sha256("")', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['sha256("größe")', 'd353a2671b67afff0941ae456e5c76e9394bd6579774ae7542a6185fb9843384'],
    ['string(float32(0.1))', '0.1'],
    ['string(float32(16777216.0))', '16777216'],
    ['string(1.5s)', '1500ms'],
    ['string(9007199254740993)', '9007199254740993'],
    ['int32(-2.9)', -2],
    ['weekday(1969-12-31)', 3],
    ['hour(1969-12-31T23:30:00Z)', 23],
    ['year(0001-01-01)', 1],
    ['truncate(2026-03-14T15:09:26Z, "week")', new Date('2026-03-09T00:00:00Z')],
    ['truncate(1969-12-31T23:30:00Z, "hour")', new Date('1969-12-31T23:00:00Z')],
    ['truncate(0050-06-01T00:00:00Z, "year")', new Date('0050-01-01T00:00:00Z')],
    ['parseTimestamp("2026-03-14T15:09:26.1239+02:00")', new Date('2026-03-14T13:09:26.123Z')],
    ['2026-03-14T15:00:00Z - 30m', new Date('2026-03-14T14:30:00Z')],
    ['2 in [1, null]', null],
    ['1 in [1, null]', true],
    ['null and false', false],
    ['null or true', true],
    ['not (null and true)', null],
    ['null between 1 and 2', null],
    ['3 between null and 2', false],
    ['at([true, false], -1)', false],
    ['at([1, 2], 3)', null],
    ['at([2026-03-14T15:00:00Z], 1)', new Date('2026-03-14T15:00:00Z')],
    ['slice(["a", "b"], 2, 9)', ['b']],
    ['concat([1], [2.5])', [1, 2.5]],
    ['concat([1], [9007199254740993])', [1n, 9007199254740993n]],
    ['vector(1, 2.5)', new Float64Array([1, 2.5])],
    ['slice(vector(1, 2, 3), 2, 3)', new Int32Array([2, 3])],
    ['mean(slice([1], 2, 3))', null],
    ['sum([1, null, 2])', 3n],
    ['norm(vector(3, 4))', 5],
  ])('%s', (text, expected) => {
    expect(valueOfText(text)).toEqual(expected);
  });

  test('an int64 next to a float64 is compared exactly', () => {
    const rows = [{ l: 2n ** 53n + 1n, d: 2 ** 53 }];
    expect(computeText('l > d', 'l: int64, d: float64', rows).values).toEqual([true]);
    expect(computeText('l == d', 'l: int64, d: float64', rows).values).toEqual([false]);
    expect(computeText('l != d', 'l: int64, d: float64', rows).values).toEqual([true]);
  });

  test('a float32 next to a literal is compared as float32', () => {
    expect(computeText('f == 0.1 and f in [0.1, 0.2]', 'f: float32', [{ f: Math.fround(0.1) }]).values).toEqual([true]);
  });

  test('NaN is equal to nothing', () => {
    const rows = [{ d: Number.NaN }];
    expect(computeText('d == d', 'd: float64', rows).values).toEqual([false]);
    expect(computeText('d != d', 'd: float64', rows).values).toEqual([true]);
  });

  test('a field inside a record is null where the record is', () => {
    const rows = [{ m: { c: { e: 5n } } }, { m: { c: null } }, { m: null }];
    const { values } = computeText('m.c.e + 1', 'm: { c: { e: int64 }? }?', rows);
    expect(values).toEqual([6n, null, null]);
  });

  test('a parameter is that of the run', () => {
    const parameters = {
      threshold: { type: 'float64', value: 0.5 },
      since: { type: 'timestamp', value: '2026-01-01T00:00:00Z' },
    };
    const rows = [{ d: 0.4 }, { d: 0.6 }];
    expect(
      computeText('d > threshold and since > 2025-12-31T00:00:00Z', 'd: float64', rows, parameters).values,
    ).toEqual([false, true]);
  });

  test('a vector is kept flat, also where it is chosen or null', () => {
    const rows = [
      { b: true, v: [1, 2] },
      { b: false, v: [3, 4] },
      { b: false, v: null },
    ];
    const { values } = computeText(
      'if b then v else concat(slice(v, 2, 2), slice(v, 1, 1))',
      'b: bool, v: float32[2]?',
      rows,
    );
    expect(values).toEqual([new Float32Array([1, 2]), new Float32Array([4, 3]), null]);
  });

  test('no records is no values', () => {
    const texts = [
      'i + 1',
      '1',
      'if i > 1 then v else vector(1, 2)',
      'i in [1]',
      'coalesce(nullIf(i, 1), 2)',
      '[i]',
      '1 / i',
    ];
    for (const text of texts) expect(computeText(text, 'i: int32, v: int32[2]', []).values, text).toEqual([]);
  });
});

describe('[E8] operators bind as the language says', () => {
  test.each([
    ['-2 ** 2', -4],
    ['2 ** 3 ** 2', 512],
    ['2 ** -1', 0.5],
    ['1 + 2 * 3 - 4 / 2', 5],
    ['10 - 3 - 2', 5],
    ['not 1 == 2', true],
    ['true or false and false', true],
    ['1 + 1 in [2] and 3 not between 1 and 2', true],
    ['nullIf(true, true) ?? false or true', true],
  ])('%s is %j', (text, value) => {
    expect(valueOfText(text)).toBe(value);
  });
});

describe('a column function', () => {
  const record = recordFrom('i: int32, o: int32?');
  const column = columnOf(scalarType('int32', true), [1, null, 3]);
  const source = { length: 3, column: () => column };
  const failures = { fail: (row: number, message: string) => expect.fail(`${row}: ${message}`) };

  function run(text: string) {
    const { typed } = typeText(text, { fields: 'o: int32?' });
    return compileExpression(typed as TypedExpression, {})(source, failures);
  }

  test('of a field alone is that column, not a copy', () => {
    expect(record.fields.map(({ name }) => name)).toEqual(['i', 'o']);
    expect(run('o').values).toBe(column.values);
    expect(run('o').nulls).toBe(column.nulls);
  });

  test('leaves its operands as they were', () => {
    const before = structuredClone(column);
    for (const text of ['o + 1', 'o ?? 7', 'nullIf(o, 1)', 'o in [1, null]', 'o > 1 and o < 3', '-o', 'at([o], 1)'])
      run(text);
    expect(column).toEqual(before);
  });

  test.each<[TypedExpression, string]>([
    [{ op: 'parameter', type: scalarType('int32'), name: 'gone' }, 'The parameter "gone" has no value'],
    [
      { op: 'call', type: scalarType('int32'), function: 'gone', arguments: [] },
      'No function "gone" takes these arguments',
    ],
    [
      { op: 'call', type: scalarType('int32'), function: 'lower', arguments: [] },
      'No function "lower" takes these arguments',
    ],
  ])('is not made of a plan that makes no sense', (expression, message) => {
    expect(() => compileExpression(expression, {})).toThrow(message);
  });
});

describe('folding constants', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['upper("a") == "A"', true],
    ['9007199254740993 + 1', '9007199254740994'],
    ['2026-01-31T10:00:00Z + 1h', '2026-01-31T11:00:00.000Z'],
    ['[1 + 1, 2]', [2, 2]],
    ['if 1 > 2 then "a" else "b"', 'b'],
  ])('%s is %j', (text, value) => {
    const { typed } = typeText(text);
    expect(typed && constantValue(typed)).toEqual(value);
  });

  test('leaves what depends on a record or a parameter, and folds the rest', () => {
    const { typed } = typeText('i + (2 * 3)', { fields: 'i: int32' });
    const folded = foldConstant(typed as TypedExpression);
    expect(folded).toMatchObject({ function: 'add', arguments: [{ op: 'field' }, { op: 'literal', value: 6 }] });
    expect(constantValue(folded)).toBeUndefined();
    const { typed: ofParameter } = typeText('p + 1', { parameters: { p: 'int32' } });
    expect(constantValue(ofParameter as TypedExpression)).toBeUndefined();
  });
});
