import { type Field, layoutOf, type RecordType, recordType, type ScalarName, type Type } from '@millrace/grammar';
import fc from 'fast-check';

/** A schema and records of it, as `Batch.fromRows` takes them. */
export interface RecordSample {
  schema: RecordType;
  rows: Record<string, unknown>[];
}

/** Records of every type of the language, with nulls and with names and texts that files find hard. */
export function arbitraryRecords(rowsMax: number): fc.Arbitrary<RecordSample> {
  const fields = fc
    .uniqueArray(fc.tuple(arbitraryName, arbitraryType(2)), {
      minLength: 1,
      maxLength: 6,
      selector: ([name]) => name.toLowerCase(),
    })
    .map((pairs): Field[] => pairs.map(([name, type]) => ({ name, type })));
  return fields.chain((all) => {
    const schema = recordType(all);
    return fc.array(arbitraryRecord(schema), { maxLength: rowsMax }).map((rows) => ({ schema, rows }));
  });
}

const arbitraryName = fc.oneof(
  fc.constantFrom('id', 'src bytes', 'quote"d', 'comma,d', 'größe', 'select', 'a.b', "it's", '名前'),
  fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/),
);

const scalarValues: Record<ScalarName, fc.Arbitrary<unknown>> = {
  bool: fc.boolean(),
  int8: fc.integer({ min: -128, max: 127 }),
  int16: fc.integer({ min: -32_768, max: 32_767 }),
  int32: fc.integer(),
  uint8: fc.integer({ min: 0, max: 255 }),
  uint16: fc.integer({ min: 0, max: 65_535 }),
  uint32: fc.integer({ min: 0, max: 4_294_967_295 }),
  int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  uint64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  float32: fc.float(),
  float64: fc.double(),
  string: fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('', ' ', 'null', '"', '""', 'a,b', 'a\r\nb', '\n', 'a\ufeff', '\u0000'),
  ),
  bytes: fc.uint8Array({ maxLength: 20 }),
  timestamp: fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  }),
  date: fc
    .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  // Whole and not negative: Parquet's intervals hold nothing else.
  duration: fc.integer({ min: 0, max: 10 ** 12 }),
  json: arbitraryJson(),
};

/** No null on top, where it is the same as none; no numeral of an integer beyond 2^53, which comes back as a bigint. */
function arbitraryJson(): fc.Arbitrary<unknown> {
  const isPlain = (value: unknown): boolean => {
    if (typeof value === 'number')
      return !Object.is(value, -0) && (!Number.isInteger(value) || Number.isSafeInteger(value));
    if (typeof value !== 'object' || value === null) return true;
    return Object.values(value).every(isPlain) && !Object.hasOwn(value, '__proto__');
  };
  return fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null && isPlain(value));
}

const scalarNames = Object.keys(scalarValues) as ScalarName[];
const numberNames = scalarNames.filter((name) => /int|float/.test(name));

function arbitraryType(depth: number): fc.Arbitrary<Type> {
  const scalar = fc.record({
    kind: fc.constant('scalar' as const),
    name: fc.constantFrom(...scalarNames),
    nullable: fc.boolean(),
  });
  const vector = fc.record({
    kind: fc.constant('vector' as const),
    element: fc.constantFrom(...numberNames),
    dimensions: fc.constantFrom<(number | string)[]>([1], [3], [2, 2], ['n']),
    nullable: fc.boolean(),
  });
  if (depth === 0) return scalar;
  const list = fc.record({
    kind: fc.constant('list' as const),
    element: arbitraryType(depth - 1),
    nullable: fc.boolean(),
  });
  const record = fc
    .tuple(
      fc.uniqueArray(fc.constantFrom('x', 'y', 'z w'), { minLength: 1 }),
      fc.array(arbitraryType(depth - 1), { minLength: 3, maxLength: 3 }),
      fc.boolean(),
    )
    .map(
      ([names, types, nullable]): Type => ({
        ...recordType(names.map((name, i) => ({ name, type: types[i] as Type }))),
        nullable,
      }),
    );
  return fc.oneof<fc.MaybeWeightedArbitrary<Type>[]>({ weight: 5, arbitrary: scalar }, vector, list, record);
}

function arbitraryRecord({ fields }: RecordType): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(fields.map(({ name, type }) => [name, arbitraryValue(type)])));
}

function arbitraryValue(type: Type): fc.Arbitrary<unknown> {
  const value = arbitraryPresent(type);
  return type.kind !== 'unknown' && type.nullable ? fc.option(value, { nil: null }) : value;
}

function arbitraryPresent(type: Type): fc.Arbitrary<unknown> {
  if (type.kind === 'scalar') return scalarValues[type.name];
  if (type.kind === 'list') return fc.array(arbitraryValue(type.element), { maxLength: 4 });
  if (type.kind === 'record') return arbitraryRecord(type);
  if (type.kind === 'unknown') return scalarValues.json;
  const { array, width } = layoutOf(type);
  if (array === undefined) return fc.array(scalarValues[type.element], { maxLength: 4 });
  const elements = fc.array(scalarValues[type.element], { minLength: width, maxLength: width });
  return elements.map((values) => (array as { from(values: unknown[]): unknown }).from(values));
}
