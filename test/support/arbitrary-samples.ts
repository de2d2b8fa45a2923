/** Records with a column or two of every type that functions take: mostly the values that functions stumble over. */
import fc from 'fast-check';

export const sampleFields = `t: int8, h: uint16, i: int32, io: int32?, j: int32, l: int64, lo: int64?, m: int64, u: uint32, f: float32, g: float32,
  d: float64, od: float64?, e: float64, b: bool, bo: bool?, c: bool, s: string, so: string?, p: string, n: int32, bin: bytes,
  at: timestamp, ato: timestamp?, bt: timestamp, day: date, dayo: date?, night: date, w: duration, wo: duration?, v: duration,
  li: int32[], lio: int32[]?, ln: int32?[], ll: int64[], ld: float64[], le: float64[], ls: string[], vd: float64[3], ve: float64[3], vi: int32[3],
  num: string, word: string, moment: string, doc: string`;

const int32 = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.constantFrom(-(2 ** 31), 2 ** 31 - 1, 55, -45),
  fc.integer(),
);
const int64 = fc.oneof(
  fc.bigInt({ min: -4n, max: 4n }),
  fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, 2n ** 53n + 1n, -(2n ** 53n) - 1n),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);
const odd = fc.constantFrom(
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -0,
  5e-324,
  1e300,
  -1e300,
);
const halves = fc.integer({ min: -400, max: 400 }).map((n) => n / 8);
const float64 = fc.oneof(halves, halves, odd, fc.constantFrom(2 ** 53, 2 ** 31, 1e15, 0.285, 1e39), fc.double());
const float32 = fc.oneof(halves, odd, fc.double()).map(Math.fround);

const letters = [
  'a',
  'b',
  'B',
  'z',
  ' ',
  'é',
  'ß',
  'Σ',
  'ж',
  '豈',
  '😀',
  '\u0301',
  '\t',
  '\n',
  '%',
  '_',
  '$&',
  "'",
  '.',
  '9',
];
const text = fc.oneof(
  fc.constantFrom('', ' ', 'a', 'ab', 'abab', '👩‍👩‍👧', 'ΑΣ ', 'straße', "it's", 'NULL', '豈', '😀'),
  fc.array(fc.constantFrom(...letters), { maxLength: 8 }).map((parts) => parts.join('')),
);
const part = fc.oneof(fc.constantFrom('', 'a', 'b', 'ab', '😀', ' ', '$&'), text);

const moment = fc.oneof(
  fc.constantFrom(0, -1, 1, 86_400_000, -86_400_001, Date.UTC(2024, 1, 29, 23, 59, 59, 999), Date.UTC(2026, 2, 15)),
  fc.integer({ min: Date.parse('0001-01-01T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59.999Z') }),
);
const timestamp = moment.map((ms) => new Date(ms));
const date = moment.map((ms) => new Date(ms).toISOString().slice(0, 10));
const duration = fc.oneof(
  fc.constantFrom(0, 1, -1, 86_400_000, 60_000),
  fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
);

function list<T>(element: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(element, { maxLength: 4 });
}

function three(element: fc.Arbitrary<number>): fc.Arbitrary<number[]> {
  return fc.array(element, { minLength: 3, maxLength: 3 });
}

const numerals = [
  '0',
  '-0',
  '7',
  ' 12 ',
  '+3',
  '1.5',
  '1e3',
  '-1E-3',
  '.5',
  '5.',
  '1_000',
  '0x10',
  'inf',
  'NaN',
  '',
  ' ',
  '--1',
  '2147483648',
];
const moreNumerals = ['9223372036854775807', '9223372036854775808', '1e39', '1e400', '١', '1 2', 'x', '3,5'];
const words = ['true', 'FALSE', ' true ', 't', 'yes', '1', '0', '', 'truth', 'null'];
const zones = ['', 'Z', '+02:00', '-11:30'];
const moments = [
  '2026-03-14',
  '2026-02-30',
  '2026-3-4',
  'epoch',
  'infinity',
  '',
  'x',
  '2026-03-14 24:00',
  '2026-13-01',
  ' 2026-03-14 ',
];
const docs = [
  'null',
  '[1, 2]',
  '{"a": {"b": "ü"}}',
  '{"a": 1.5}',
  '"x"',
  'true',
  '{',
  '',
  "{'a': 1}",
  '[1,]',
  '-0.5',
  '[null]',
  'nan',
];

export const arbitrarySample = fc.record({
  t: fc.integer({ min: -128, max: 127 }),
  h: fc.integer({ min: 0, max: 65_535 }),
  i: int32,
  io: fc.option(int32),
  j: int32,
  l: int64,
  lo: fc.option(int64),
  m: int64,
  u: fc.oneof(fc.constantFrom(0, 1, 2 ** 32 - 1), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  f: float32,
  g: float32,
  d: float64,
  od: fc.option(float64),
  e: float64,
  b: fc.boolean(),
  bo: fc.option(fc.boolean()),
  c: fc.boolean(),
  s: text,
  so: fc.option(text),
  p: part,
  n: fc.integer({ min: -12, max: 12 }),
  bin: fc.uint8Array({ maxLength: 6 }),
  at: timestamp,
  ato: fc.option(timestamp),
  bt: timestamp,
  day: date,
  dayo: fc.option(date),
  night: date,
  w: duration,
  wo: fc.option(duration),
  v: duration,
  li: list(int32),
  lio: fc.option(list(int32)),
  ln: list(fc.option(int32)),
  ll: list(int64),
  ld: list(float64),
  le: list(float64),
  ls: list(text),
  vd: three(halves).map((values) => Float64Array.from(values)),
  ve: three(float64).map((values) => Float64Array.from(values)),
  vi: three(int32).map((values) => Int32Array.from(values)),
  num: fc.oneof(fc.constantFrom(...numerals, ...moreNumerals), int64.map(String), fc.double().map(String)),
  word: fc.constantFrom(...words),
  moment: fc.oneof(
    fc.constantFrom(...moments),
    fc
      .tuple(timestamp, fc.constantFrom('T', ' '), fc.constantFrom(16, 19, 23), fc.constantFrom(...zones))
      .map(([at, separator, length, zone]) => at.toISOString().slice(0, length).replace('T', separator) + zone),
  ),
  doc: fc.oneof(fc.constantFrom(...docs), fc.json({ maxDepth: 2 })),
});

/** In which every function that differs from DuckDB's does so. */
export const oddSamples: Record<string, unknown>[] = [
  {
    t: -128,
    i: 2 ** 31 - 1,
    j: 0,
    l: 2n ** 53n + 1n,
    m: 0n,
    d: 2 ** 53,
    e: 0,
    f: Math.fround(0.1),
    g: 3,
    n: -1,
    p: '',
  },
  { t: 127, io: null, od: null, lio: null, li: [], ln: [null, 2], s: 'ΣßΣ\t', so: 'ß', num: '1e3', word: ' true ' },
  { d: Number.NaN, e: Number.NaN, od: Number.NaN, f: Number.NaN, g: Number.NaN, doc: 'null', moment: 'epoch' },
  { d: 1, e: 2, od: Number.NaN, ld: [Number.NaN], s: '\tΑΣ', num: 'inf', word: 't', i: -(2 ** 31), j: -1, n: -2 },
];
