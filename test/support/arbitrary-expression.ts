/** Texts of expressions over `expressionFields`: well typed for comparing values, or anything for looking at mistakes. */
import fc from 'fast-check';

export const expressionFields =
  'i: int32, io: int32?, l: int64, lo: int64?, f: float32, fo: float32?, d: float64, od: float64?, b: bool, bo: bool?, s: string, so: string?';

/** Small numbers often, so that zeros, equal values and overflows all happen. */
const int32 = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
const int64 = fc.oneof(fc.bigInt({ min: -3n, max: 3n }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
const real = fc.oneof(fc.constantFrom(0, 1, -1, 0.5), fc.double({ noNaN: true, noDefaultInfinity: true }));
const text = fc.oneof(fc.constantFrom('', 'a', 'b', 'ab', '𝒳'), fc.string({ maxLength: 4 }));

export const arbitraryRow = fc.record({
  i: int32,
  io: fc.option(int32),
  l: int64,
  lo: fc.option(int64),
  f: real.map(Math.fround).filter(Number.isFinite),
  fo: fc.option(real.map(Math.fround).filter(Number.isFinite)),
  d: real,
  od: fc.option(real),
  b: fc.boolean(),
  bo: fc.option(fc.boolean()),
  s: text,
  so: fc.option(text),
});

/** One for all kinds, which contain each other. */
const depthIdentifier = fc.createDepthIdentifier();

interface Texts {
  number: string;
  condition: string;
  text: string;
}

function binary(operators: readonly string[], operand: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(operand, fc.constantFrom(...operators), operand).map((parts) => `(${parts.join(' ')})`);
}

function choice(condition: fc.Arbitrary<string>, branch: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(condition, branch, branch).map(([test, a, b]) => `(if ${test} then ${a} else ${b})`);
}

/** Mistakes are still possible (no type holds int64 and float64): such texts are left out by whoever compares values. */
const typed = fc.letrec<Texts>((tie: fc.LetrecTypedTie<Texts>) => ({
  number: fc.oneof(
    { maxDepth: 3, depthIdentifier },
    fc.constantFrom('i', 'io', 'l', 'lo', 'f', 'fo', 'd', 'od', '0', '1', '2', '0.5', '-7', '2147483647'),
    binary(['+', '-', '*', '/', '%', '??'], tie('number')),
    fc.tuple(fc.constantFrom('-', 'abs', 'int64', 'length'), tie('number'), tie('text')).map(([name, number, word]) => {
      if (name === '-') return `-(${number})`;
      return name === 'length' ? `length(${word})` : `${name}(${number})`;
    }),
    fc
      .tuple(fc.constantFrom('min', 'max', 'nullIf'), tie('number'), tie('number'))
      .map(([name, a, b]) => `${name}(${a}, ${b})`),
    choice(tie('condition'), tie('number')),
  ),
  condition: fc.oneof(
    { maxDepth: 3, depthIdentifier },
    fc.constantFrom('b', 'bo', 'true', 'false', 'io == null', 'so != null'),
    binary(['==', '!=', '<', '<=', '>', '>='], tie('number')),
    binary(['==', '!=', '<', '>='], tie('text')),
    binary(['and', 'or', '??'], tie('condition')),
    tie('condition').map((condition) => `(not ${condition})`),
    fc.tuple(tie('number'), tie('number'), tie('number')).map(([a, b, c]) => `(${a} between ${b} and ${c})`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `(${a} not in [1, ${b}, 2, null])`),
    fc.tuple(tie('text'), fc.constantFrom('not in', 'in')).map(([a, operator]) => `(${a} ${operator} ["a", "b"])`),
    choice(tie('condition'), tie('condition')),
  ),
  text: fc.oneof(
    { maxDepth: 3, depthIdentifier },
    fc.constantFrom('s', 'so', '"a"', '"ab"', '""'),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `concat(${a}, ${b})`),
    tie('text').map((word) => `upper(${word})`),
    binary(['??'], tie('text')),
    choice(tie('condition'), tie('text')),
  ),
}));

export const arbitraryCondition: fc.Arbitrary<string> = typed.condition;

export const arbitraryTypedText: fc.Arbitrary<string> = fc.oneof(typed.number, typed.condition, typed.text);

const callable = [
  'abs',
  'round',
  'ln',
  'min',
  'clamp',
  'lower',
  'length',
  'matches',
  'substring',
  'split',
  'concat',
  'year',
  'truncate',
  'at',
  'sum',
  'vector',
  'dot',
  'slice',
  'sha256',
  'mask',
  'redact',
  'int32',
  'int64',
  'float32',
  'string',
  'bool',
  'parseTimestamp',
  'parseJson',
  'coalesce',
  'nullIf',
  'add',
  'nothing',
] as const;

/** Syntax without sense: most of these have mistakes. */
export const arbitraryText: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthIdentifier },
    fc.constantFrom(
      'i',
      'lo',
      'fo',
      'd',
      'bo',
      'so',
      'nobody',
      '1',
      '0.5',
      '"x"',
      'null',
      'true',
      '5m',
      '4KiB',
      '2026-02-30',
      '[]',
      '{ a: 1 }',
      '[*]',
    ),
    fc.constantFrom('99999999999999999999', '2026-01-31T10:00:00Z', '-9223372036854775808'),
    binary(['+', '-', '*', '/', '%', '**', '==', '!=', '<', '>=', 'and', 'or', '??', 'in', 'not in'], tie('any')),
    fc.tuple(fc.constantFrom('-', 'not '), tie('any')).map(([operator, operand]) => `(${operator}${operand})`),
    fc.tuple(tie('any'), tie('any'), tie('any')).map(([a, b, c]) => `(${a} between ${b} and ${c})`),
    choice(tie('any'), tie('any')),
    fc.tuple(tie('any'), fc.constantFrom('a', 'i')).map(([receiver, field]) => `(${receiver}).${field}`),
    fc.array(tie('any'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .tuple(
        fc.constantFrom(...callable),
        fc.array(fc.tuple(fc.constantFrom('', '', 'digits: '), tie('any')), { maxLength: 3 }),
      )
      .map(([name, given]) => `${name}(${given.map((argument) => argument.join('')).join(', ')})`),
  ),
})).any;
