import { narrow, printType } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { recordFrom, typeText } from '../support/expression-text.ts';

const fields = 'a: int32?, b: string?, m: { c: int32? }?, sure: int32';

describe('[T3] where', () => {
  test.each([
    ['a != null', '{ a: int32, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['null != a', '{ a: int32, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['not (a == null)', '{ a: int32, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['a > 3', '{ a: int32, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['a + 1 in [1, 2]', '{ a: int32, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['a between 1 and 2', '{ a: int32, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['a not between 1 and 2', '{ a: int32, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['a != null and b != null', '{ a: int32, b: string, m: { c: int32? }?, sure: int32 }'],
    ['not (a == null or b == null)', '{ a: int32, b: string, m: { c: int32? }?, sure: int32 }'],
    ['(a > 1 and b != null) or a < 0', '{ a: int32, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['m.c != null', '{ a: int32?, b: string?, m: { c: int32 }, sure: int32 }'],
    ['m != null', '{ a: int32?, b: string?, m: { c: int32? }, sure: int32 }'],
    ['a != null or b != null', '{ a: int32?, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['a == null', '{ a: int32?, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['(a ?? 1) > 0', '{ a: int32?, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['not (a == null and b == null)', '{ a: int32?, b: string?, m: { c: int32? }?, sure: int32 }'],
    ['if a == null then true else false', '{ a: int32?, b: string?, m: { c: int32? }?, sure: int32 }'],
  ])('%s holds the records are %s', (text, narrowed) => {
    const { typed } = typeText(text, { fields });
    expect(typed && printType(narrow(recordFrom(fields), typed))).toBe(narrowed);
  });
});

describe('[T3] a part of an expression sees what was asked before it', () => {
  test.each([
    ['if a != null then a else 0', 'int32'],
    ['if a == null then 0 else a', 'int32'],
    ['if a == null or b == null then 0 else a + length(b)', 'int32'],
    ['if a > 3 then 0 else a', 'int32?'],
    ['a != null and a > 3', 'bool'],
    ['a == null or a > 3', 'bool'],
    ['a > 3 or a < 0', 'bool?'],
  ])('%s is %s', (text, type) => {
    const { typed, diagnostics } = typeText(text, { fields });
    expect(diagnostics).toEqual([]);
    expect(typed && printType(typed.type)).toBe(type);
  });
});
