import { explainMismatch, isAssignable, leastUpperBound, numberNames, printType, type Type } from '@millrace/grammar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryType } from '../support/arbitrary-type.ts';
import { typeFrom } from '../support/expression-text.ts';

describe('printing', () => {
  test.each([
    'bool',
    'int32?',
    'string[]',
    'string?[]?',
    'float32[8]',
    'float32[n, 4]?',
    '{ a: int32, `src bytes`: { b: date? }? }',
    '{ }',
  ])('%s is printed as it is written', (text) => {
    expect(printType(typeFrom(text))).toBe(text);
  });

  test('a record with a name is printed by it', () => {
    expect(printType({ kind: 'record', fields: [], nullable: true, name: 'Payment' })).toBe('Payment?');
  });

  test('what is printed means the same type', () => {
    fc.assert(
      fc.property(arbitraryType.filter(hasSyntax), (type) => void expect(typeFrom(printType(type))).toEqual(type)),
    );
  });
});

/** `T?[n]` has no syntax: a vector has no nulls. */
function hasSyntax(type: Type): boolean {
  if (type.kind === 'list') return hasSyntax(type.element);
  return type.kind !== 'record' || type.fields.every((field) => hasSyntax(field.type));
}

describe('assignability', () => {
  test.each<[string, string, string]>([
    ['[T1]', '{ a: int32, b: string }', '{ b: string }'],
    ['[T1]', '{ a: { b: int32, c: bool } }', '{ a: { b: float64 } }'],
    ['[T2]', 'int32', 'float64'],
    ['[T2]', 'uint32', 'int64'],
    ['[T2]', 'int16', 'float32'],
    ['[T2]', 'int8', 'int8?'],
    ['[T2]', 'int32[]', 'float64[]'],
    ['[T2]', 'float32[8]', 'float64[8]'],
    ['[T2]', 'float32[n]', 'float32[8]'],
    ['[T2]', 'float32[3, 3]', 'float32[n, n]'],
  ])('%s %s fits %s', (_, from, to) => {
    expect(explainMismatch(typeFrom(from), typeFrom(to))).toBeUndefined();
  });

  test.each<[string, string, string, string]>([
    ['[T1]', '{ a: int32 }', '{ b: string }', 'field "b" is missing'],
    ['[T1]', '{ a: int32 }', '{ b: string? }', 'field "b" is missing'],
    ['[T2]', 'int64', 'float64', 'float64 does not hold every value of int64'],
    ['[T2]', 'int32', 'float32', 'float32 does not hold every value of int32'],
    ['[T2]', 'int32', 'uint32', 'uint32 does not hold every value of int32'],
    ['[T2]', 'string', 'date', 'string is not date'],
    ['[T2]', 'float32[224]', 'string', 'float32[224] is not string'],
    ['[T2]', 'float32[3, 4]', 'float32[n, n]', 'float32[3, 4] is not float32[n, n]'],
    ['[T2]', 'float64[2]', 'float32[2]', 'its elements are float64, not float32'],
    ['[T2]', 'int64[]', 'int32[]', 'in its elements int32 does not hold every value of int64'],
    ['[T3]', 'string?', 'string', 'string? may be null and string may not'],
    ['[T3]', '{ country: string? }', '{ country: string }', 'field "country" is string?, not string'],
    ['[T3]', '{ m: { c: int32? } }', '{ m: { c: int32 } }', 'field "m": field "c" is int32?, not int32'],
    ['[T3]', '{ m: { c: int32 }? }', '{ m: { c: int32 } }', 'field "m" is { c: int32 }?, not { c: int32 }'],
  ])('%s %s does not fit %s', (_, from, to, reason) => {
    expect(explainMismatch(typeFrom(from), typeFrom(to))).toBe(reason);
  });

  test('[T2] a symbol that met a number stays that number', () => {
    const bindings = new Map<string, number | string>();
    expect(isAssignable(typeFrom('float32[8]'), typeFrom('float32[seq]'), bindings)).toBe(true);
    expect(isAssignable(typeFrom('int32[8]'), typeFrom('int32[seq]'), bindings)).toBe(true);
    expect(isAssignable(typeFrom('int32[9]'), typeFrom('int32[seq]'), bindings)).toBe(false);
  });

  test('[T2] a size that does not fit is said with what the symbol is already', () => {
    const [from, to] = ['{ a: float32[8], b: float32[9] }', '{ a: float32[seq], b: float32[seq] }'].map(typeFrom);
    expect(explainMismatch(from as Type, to as Type)).toBe(
      'field "b" is float32[9], not float32[seq], where `seq` is 8',
    );
    const bindings = new Map([['seq', 8]]);
    const reason = explainMismatch(typeFrom('float32[9][]'), typeFrom('float32[seq][]'), bindings);
    expect(reason).toBe('in its elements float32[9] is not float32[seq], where `seq` is 8');
  });

  test('[T2] two symbols that met are one', () => {
    const bindings = new Map<string, number | string>();
    expect(isAssignable(typeFrom('float32[a]'), typeFrom('float32[b]'), bindings)).toBe(true);
    expect(isAssignable(typeFrom('float32[4]'), typeFrom('float32[a]'), bindings)).toBe(true);
    expect(isAssignable(typeFrom('float32[5]'), typeFrom('float32[b]'), bindings)).toBe(false);
  });

  test('[T2] a comparison that fails binds nothing', () => {
    const bindings = new Map<string, number | string>();
    expect(isAssignable(typeFrom('float32[8, 3]'), typeFrom('float32[n, 4]'), bindings)).toBe(false);
    expect(bindings.size).toBe(0);
  });

  test('what is unknown fits everywhere', () => {
    fc.assert(
      fc.property(arbitraryType, (type) => {
        expect(isAssignable(type, { kind: 'unknown' })).toBe(true);
        expect(isAssignable({ kind: 'unknown' }, type)).toBe(true);
      }),
    );
  });

  test('every type fits itself', () => {
    fc.assert(fc.property(arbitraryType, (type) => void expect(explainMismatch(type, type)).toBeUndefined()));
  });

  test('what fits something that fits a third fits the third', () => {
    fc.assert(
      fc.property(arbitraryType, arbitraryType, arbitraryType, (a, b, c) => {
        fc.pre(isAssignable(a, b) && isAssignable(b, c));
        expect(explainMismatch(a, c)).toBeUndefined();
      }),
      { numRuns: 50, maxSkipsPerRun: 10_000 },
    );
  });

  test('two number types that fit each other are the same', () => {
    for (const a of numberNames)
      for (const b of numberNames) {
        const areEqual = isAssignable(typeFrom(a), typeFrom(b)) && isAssignable(typeFrom(b), typeFrom(a));
        expect(areEqual, `${a} and ${b}`).toBe(a === b);
      }
  });
});

describe('the least upper bound', () => {
  test.each([
    ['int8', 'uint8', 'int16'],
    ['int32', 'uint32', 'int64'],
    ['int32', 'float32', 'float64'],
    ['int16', 'float32', 'float32'],
    ['int32?', 'int64', 'int64?'],
    ['int32[]', 'int64?[]', 'int64?[]'],
    ['{ a: int32, b: bool }', '{ a: int64 }', '{ a: int64 }'],
  ])('of %s and %s is %s', (a, b, bound) => {
    expect(printType(leastUpperBound(typeFrom(a), typeFrom(b)) as Type)).toBe(bound);
  });

  test.each([
    ['int64', 'uint64'],
    ['int64', 'float64'],
    ['string', 'date'],
    ['float32[2]', 'float32[3]'],
    ['float32[n]', 'float32[3]'],
    ['float32[2]', 'float32[]'],
  ])('of %s and %s does not exist', (a, b) => {
    expect(leastUpperBound(typeFrom(a), typeFrom(b))).toBeUndefined();
  });

  test('takes both, whichever comes first', () => {
    fc.assert(
      fc.property(arbitraryType, arbitraryType, (a, b) => {
        const bound = leastUpperBound(a, b);
        expect(leastUpperBound(b, a) === undefined).toBe(bound === undefined);
        if (bound === undefined) return;
        expect(explainMismatch(a, bound)).toBeUndefined();
        expect(explainMismatch(b, bound)).toBeUndefined();
      }),
    );
  });

  test('of a type and what it fits is the latter, for scalars', () => {
    for (const a of numberNames)
      for (const b of numberNames)
        if (isAssignable(typeFrom(a), typeFrom(b)))
          expect(leastUpperBound(typeFrom(a), typeFrom(b))).toEqual(typeFrom(b));
  });
});
