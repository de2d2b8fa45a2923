import { type FunctionSpec, functionFamilies, functions, printSignature } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { valueOfText } from '../support/expression-text.ts';

describe('the catalogue of functions', () => {
  test.each([
    ['substring("millrace", -4, 3)', 'rac'],
    ['split("", ",")', ['']],
    ['split("ab", "")', ['a', 'b']],
    ['replace("ab", "", "-")', 'ab'],
    ['round(1254, -2)', 1300],
    ['round(-1250.0, -2)', -1300],
    ['1.0 ** (float64("1e300") * 1e300)', 1],
    ['"😀" > "豈"', true],
    ['"豈" between "a" and "😀"', true],
    ['"a😀" < "a豈b"', false],
    ['"a" < "😀"', true],
  ] as const)('%s', (text, value) => {
    expect(valueOfText(text)).toEqual(value);
  });

  test.each(functions.map((spec) => [spec.name, spec] as const))(
    'the example of %s gives its value',
    (_, { example }) => {
      expect(asJson(valueOfText(example.text))).toEqual(example.value);
    },
  );

  test.each(functions.map((spec) => [spec.name, spec] as const))('%s is described', (name, spec) => {
    expect(spec.doc).toMatch(/^[A-Z].*\.$/);
    expect(spec.example.text).toContain(spec.symbol?.split(' ')[0] ?? `${name}(`);
    expect(functionFamilies).toContain(spec.family);
  });

  test.each(functions.map((spec) => [spec.name, spec] as const))(
    '%s is written in SQL, or it is said why not',
    (_, spec) => {
      for (const signature of spec.signatures) expect(signature.inSql ?? spec.inSql ?? spec.unlikeSql).toMatch(/./);
    },
  );

  test('every function is there once', () => {
    const names = functions.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  test.each(everySignature().filter(([label]) => !label.startsWith('secret(')))(
    '%s is computed in exactly one way',
    (_, signature) => {
      expect([signature.kernel, signature.lazy].filter((one) => one !== undefined)).toHaveLength(1);
    },
  );

  test('only the last parameter repeats, and defaults stand behind what is required', () => {
    for (const [label, { parameters }] of everySignature()) {
      const kinds = parameters.map(({ repeated, default: value }) => (repeated ? 2 : value === undefined ? 0 : 1));
      expect(kinds, label).toEqual(kinds.toSorted());
      expect(kinds.filter((kind) => kind === 2).length, label).toBeLessThanOrEqual(1);
    }
  });
});

/** As a spec writes it: a whole number beyond 2^53 as text. */
function asJson(value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}

function everySignature(): [string, FunctionSpec['signatures'][number]][] {
  return functions.flatMap((spec) =>
    spec.signatures.map((one): [string, typeof one] => [printSignature(spec, one), one]),
  );
}
