/** Types of every shape for properties. */
import { numberNames, recordType, scalarNames, scalarType, type Type } from '@millrace/grammar';
import fc from 'fast-check';

const scalar = fc
  .tuple(fc.constantFrom(...scalarNames), fc.boolean())
  .map(([name, nullable]) => scalarType(name, nullable));

/** Dimensions are numbers only: what a symbol fits depends on what it met before. */
const vector = fc
  .tuple(
    fc.constantFrom(...scalarNames),
    fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
    fc.boolean(),
  )
  .map(([element, dimensions, nullable]): Type => ({ kind: 'vector', element, dimensions, nullable }));

/** Few names and many of them alike, so that two such types are often related. */
export const arbitraryType: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    vector,
    fc.tuple(tie('type'), fc.boolean()).map(([element, nullable]): Type => ({ kind: 'list', element, nullable })),
    fc
      .tuple(
        fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), tie('type')), {
          selector: ([name]) => name,
          maxLength: 3,
        }),
        fc.boolean(),
      )
      .map(([fields, nullable]) => ({ ...recordType(fields.map(([name, type]) => ({ name, type }))), nullable })),
  ),
})).type;

export const arbitraryNumberName = fc.constantFrom(...numberNames);
