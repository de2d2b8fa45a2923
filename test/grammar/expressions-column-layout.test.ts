import {
  type Column,
  columnOf,
  layoutOf,
  scalarNames,
  scalarType,
  sliceRows,
  type Type,
  takeRows,
  valueAt,
} from '@millrace/grammar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryValues } from '../support/arbitrary-values.ts';

/** Every scalar type, and a vector of every one that has an array of its own. */
const types: [string, Type, fc.Arbitrary<unknown>][] = scalarNames.flatMap((name) => {
  const scalar: [string, Type, fc.Arbitrary<unknown>] = [name, scalarType(name, true), arbitraryValues[name]];
  const vector: Type = { kind: 'vector', element: name, dimensions: [3], nullable: true };
  const elements = fc.array(arbitraryValues[name], { minLength: 3, maxLength: 3 });
  const isFlat = layoutOf(vector).array !== undefined && !['bool', 'timestamp'].includes(name);
  return isFlat ? [scalar, [`${name}[3]`, vector, elements]] : [scalar];
});

function valuesOf(column: Column): unknown[] {
  return Array.from({ length: column.length }, (_, row) => plain(valueAt(column, row)));
}

/** A vector as an array, whichever array holds it. */
function plain(value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as never) : value;
}

describe.each(types)('a column of %s', (_, type, values) => {
  const arbitraryRows = fc.array(fc.option(values), { maxLength: 8 });

  test('gives back what it was made of', () => {
    fc.assert(
      fc.property(arbitraryRows, (rows) => void expect(valuesOf(columnOf(type, rows))).toEqual(rows.map(plain))),
    );
  });

  test('gives the records taken from any part of it, in their order', () => {
    fc.assert(
      fc.property(arbitraryRows, fc.array(fc.nat(7)), fc.nat(), fc.nat(), (rows, wanted, a, b) => {
        const [start, end] = [a, b].map((one) => one % (rows.length + 1)).toSorted() as [number, number];
        const inside = wanted.filter((row) => row < end - start);
        const taken = takeRows(sliceRows(columnOf(type, rows), start, end), inside);
        expect(valuesOf(taken)).toEqual(inside.map((row) => plain(rows[start + row])));
      }),
    );
  });
});
