import { isNullable, narrow, narrowUnless, type RecordType, type Type, type TypedExpression } from '@millrace/grammar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  arbitraryCondition,
  arbitraryRow,
  arbitraryText,
  arbitraryTypedText,
  expressionFields,
} from '../support/arbitrary-expression.ts';
import { computeTyped, recordFrom, typeText } from '../support/expression-text.ts';
import { evaluateRow, RecordFailure, type Row } from '../support/reference-evaluator.ts';

const record = recordFrom(expressionFields);

/** What the reference says of each record: a value, or that it is bad. */
function expected(typed: TypedExpression, rows: readonly Row[]): unknown[] {
  return rows.map((row) => {
    try {
      return plusZero(evaluateRow(typed, row));
    } catch (error) {
      if (error instanceof RecordFailure) return 'bad record';
      throw error;
    }
  });
}

/** 0 and -0 are the same number. */
function plusZero(value: unknown): unknown {
  return value === 0 ? 0 : value;
}

describe('a column function', () => {
  test('[E2] [E4] gives for every record what the expression means for it', () => {
    let compared = 0;
    fc.assert(
      fc.property(arbitraryTypedText, fc.array(arbitraryRow, { maxLength: 8 }), (text, rows) => {
        const { typed } = typeText(text, { fields: expressionFields });
        if (typed === undefined) return;
        compared++;
        const { values, failures } = computeTyped(typed, record, rows);
        const actual = values.map((value, row) => (failures.has(row) ? 'bad record' : plusZero(value)));
        expect(actual, text).toEqual(expected(typed, rows));
      }),
      { numRuns: 800 },
    );
    expect(compared).toBeGreaterThan(400);
  });

  test('gives no null where the type has none', () => {
    fc.assert(
      fc.property(arbitraryTypedText, fc.array(arbitraryRow, { maxLength: 8 }), (text, rows) => {
        const { typed } = typeText(text, { fields: expressionFields });
        if (typed === undefined || isNullable(typed.type)) return;
        const { values, failures } = computeTyped(typed, record, rows);
        expect(
          values.filter((value, row) => value === null && !failures.has(row)),
          text,
        ).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('gives the same values however the records are cut into batches', () => {
    fc.assert(
      fc.property(arbitraryTypedText, fc.array(arbitraryRow, { maxLength: 8 }), fc.nat(8), (text, rows, cut) => {
        const { typed } = typeText(text, { fields: expressionFields });
        if (typed === undefined) return;
        const whole = computeTyped(typed, record, rows).values;
        const parts = [rows.slice(0, cut), rows.slice(cut)].flatMap((part) => computeTyped(typed, record, part).values);
        expect(parts, text).toEqual(whole);
      }),
    );
  });
});

describe('[T3] narrowing', () => {
  /** Names of fields that are nullable in the one record and not in the other. */
  function narrowedBy(narrowed: RecordType): string[] {
    return record.fields
      .filter(({ type }, i) => isNullable(type) && !isNullable(fieldType(narrowed, i)))
      .map(({ name }) => name);
  }

  function fieldType({ fields }: RecordType, index: number): Type {
    return fields[index]?.type ?? { kind: 'unknown' };
  }

  test.each([
    ['holds', narrow, true],
    ['does not', narrowUnless, false],
  ])('leaves no null where the condition %s', (_, narrowing, outcome) => {
    let narrowed = 0;
    fc.assert(
      fc.property(arbitraryCondition, fc.array(arbitraryRow, { maxLength: 8 }), (text, rows) => {
        const { typed } = typeText(text, { fields: expressionFields });
        if (typed === undefined) return;
        const names = narrowedBy(narrowing(record, typed));
        if (names.length > 0) narrowed++;
        const { values, failures } = computeTyped(typed, record, rows);
        const seen = rows.filter((_, row) => !failures.has(row) && (values[row] === true) === outcome);
        for (const name of names)
          expect(
            seen.map((row) => row[name as 'io']),
            `${name} in ${text}`,
          ).not.toContain(null);
      }),
      { numRuns: 1000 },
    );
    expect(narrowed).toBeGreaterThan(3);
  });
});

describe('typing', () => {
  test('of any expression never throws and either finds a type or says what is wrong', () => {
    fc.assert(
      fc.property(arbitraryText, (text) => {
        const { typed, diagnostics } = typeText(text, { fields: expressionFields });
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        expect(errors.length > 0, text).toBe(typed === undefined);
      }),
      { numRuns: 1000 },
    );
  });

  test('finds only types that can be computed', () => {
    fc.assert(
      fc.property(arbitraryText, fc.array(arbitraryRow, { maxLength: 3 }), (text, rows) => {
        const { typed } = typeText(text, { fields: expressionFields });
        if (typed !== undefined) expect(computeTyped(typed, record, rows).values, text).toHaveLength(rows.length);
      }),
      { numRuns: 1000 },
    );
  });
});
