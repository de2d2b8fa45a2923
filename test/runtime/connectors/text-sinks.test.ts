import { expect, test } from 'vitest';
import { schemaOf } from '../../support/read-content.ts';
import { writtenText } from '../../support/write-records.ts';

const at = new Date('2026-01-31T10:00:00.000Z');
const schema = schemaOf('a b: float64, f: float32?, n: int64, t: timestamp, y: bytes, s: string?, j: json, v: int8[2]');
const records = [
  {
    'a b': 0.1,
    f: Math.fround(0.1),
    n: 9007199254740993n,
    t: at,
    y: new Uint8Array([1, 2]),
    s: 'x,"y"\n',
    j: { k: [1n, null] },
    v: [1, 2],
  },
  { 'a b': -0, f: null, n: -1n, t: new Date(at.getTime() + 5), y: new Uint8Array(), s: null, j: 'x', v: [-1, 0] },
  { 'a b': 1e21, f: Number.NaN, n: 0n, t: at, y: new Uint8Array(), s: '', j: 1.5, v: [-1, 0] },
];

test('csv is RFC 4180 with LF, shortest floats, ISO 8601 and JSON where values nest', async () => {
  expect(await writtenText('csv', schema, records)).toBe(
    [
      'a b,f,n,t,y,s,j,v',
      '0.1,0.1,9007199254740993,2026-01-31T10:00:00Z,AQI=,"x,""y""\n","{""k"":[1,null]}","[1,2]"',
      '-0,,-1,2026-01-31T10:00:00.005Z,"",,"""x""","[-1,0]"',
      '1e+21,NaN,0,2026-01-31T10:00:00Z,"","",1.5,"[-1,0]"',
      '',
    ].join('\n'),
  );
});

test('csv in another dialect', async () => {
  const rows = [
    { s: 'NA', t: 'a;b' },
    { s: null, t: "it's" },
    { s: '', t: 'c,d' },
  ];
  const options = { delimiter: ';', quote: "'", nullText: 'NA', header: false };
  expect(await writtenText('csv', schemaOf('s: string?, t: string'), rows, options)).toBe(
    "'NA';'a;b'\nNA;'it''s'\n'';c,d\n",
  );
});

test.each(['a,b', 'a\nb', ''])('csv without quotes refuses %j', async (s) => {
  await expect(writtenText('csv', schemaOf('s: string'), [{ s }], { quote: '' })).rejects.toMatchObject({
    code: 'value-not-writable',
    message: `Cannot write ${JSON.stringify(s)} to "out": it would read as something else without quotes; give a quote`,
  });
});

test.each([
  ['.', '"1.5".7\n'],
  [':', '1.5:7\n'],
  ['7', '1.57"7"\n'],
])('csv quotes numbers where %j would cut them', async (delimiter, text) => {
  const rows = [{ a: 1.5, b: 7 }];
  expect(await writtenText('csv', schemaOf('a: float64, b: int8'), rows, { delimiter, header: false })).toBe(text);
});

test('csv quotes a number that would read as null', async () => {
  const rows = [{ a: -1 }, { a: null }, { a: 0 }];
  expect(await writtenText('csv', schemaOf('a: int8?'), rows, { nullText: '-1' })).toBe('a\n"-1"\n-1\n0\n');
});

test('csv without records is its header', async () => {
  expect(await writtenText('csv', schemaOf('a: int32, b: string'), [])).toBe('a,b\n');
});

test('jsonl has every field of every record, and exact integers', async () => {
  expect(await writtenText('jsonl', schema, records)).toBe(
    [
      '{"a b":0.1,"f":0.1,"n":9007199254740993,"t":"2026-01-31T10:00:00Z","y":"AQI=","s":"x,\\"y\\"\\n","j":{"k":[1,null]},"v":[1,2]}',
      '{"a b":-0,"f":null,"n":-1,"t":"2026-01-31T10:00:00.005Z","y":"","s":null,"j":"x","v":[-1,0]}',
      '{"a b":1e+21,"f":"NaN","n":0,"t":"2026-01-31T10:00:00Z","y":"","s":"","j":1.5,"v":[-1,0]}',
      '',
    ].join('\n'),
  );
});
