import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readContent, schemaOf } from '../../support/read-content.ts';

const two = schemaOf('a: int32, b: string?');
const csv = (text: string | Uint8Array, schema = two, options = {}) => readContent('csv', text, schema, { options });

describe('the shape of a file', () => {
  test.each([
    ['LF', 'a,b\n1,x\n2,y\n'],
    ['CRLF', 'a,b\r\n1,x\r\n2,y\r\n'],
    ['no last line break', 'a,b\n1,x\n2,y'],
    ['a byte order mark', '\ufeffa,b\n1,x\n2,y\n'],
    ['blank lines', '\na,b\n\n1,x\n\r\n2,y\n\n\n'],
    ['everything quoted', '"a","b"\r\n"1","x"\r\n"2","y"'],
    ['other columns and another order', 'c,b,a\n7,x,1\n8,y,2\n'],
    ['spaces around numbers', 'a,b\n 1 ,x\n\t2,y\n'],
  ])('%s', async (_, text) => {
    expect(await csv(text)).toMatchObject({
      rows: [
        { a: 1, b: 'x' },
        { a: 2, b: 'y' },
      ],
      bad: [],
    });
  });

  test.each([
    ['delimiter', { delimiter: ';' }, 'a;b\n1;"x;y"\n'],
    ['tab', { delimiter: '\t' }, 'a\tb\n1\tx;y\n'],
    ['quote', { quote: "'" }, "a,b\n1,'x;y'\n"],
    ['no quote', { quote: '' }, 'a,b\n1,x;y\n'],
    ['no header', { header: false }, '1,x;y\n'],
  ])('%s', async (_, options, text) => {
    expect((await csv(text, two, options)).rows).toEqual([{ a: 1, b: 'x;y' }]);
  });

  test('a quote in the middle of a value is a character like any other', async () => {
    expect((await csv('a,b\n1,5" disk\n2,a""b\n')).rows).toEqual([
      { a: 1, b: '5" disk' },
      { a: 2, b: 'a""b' },
    ]);
  });

  test('quoted values keep delimiters, quotes, line breaks and spaces', async () => {
    expect((await csv('a,b\n1," x,""y""\r\n z "\n')).rows).toEqual([{ a: 1, b: ' x,"y"\r\n z ' }]);
  });

  test('a header alone is no record', async () => {
    expect(await csv('a,b')).toMatchObject({ rows: [], bad: [] });
    expect(await csv('', two, { header: false })).toMatchObject({ rows: [], bad: [] });
  });

  test('records longer than a block of reading are whole', async () => {
    const long = 'x'.repeat(3_000_000);
    const { rows, bad } = await csv(`a,b\n1,${long}\n2,"${long}\n"\n3,y\n`);
    expect(bad).toEqual([]);
    expect(rows.map((row) => String(row.b).length)).toEqual([3_000_000, 3_000_001, 1]);
  });
});

describe('what is refused', () => {
  test.each([
    ['an empty file', '', 'file-header-invalid', 'it is empty; its first line should name the columns'],
    ['UTF-16', Buffer.from('\ufeffa,b\n', 'utf16le'), 'file-not-utf8', 'it is UTF-16; save it as UTF-8'],
    [
      'a header in Latin-1',
      Buffer.from('a,b,\xe9\n', 'latin1'),
      'file-header-invalid',
      'it is not UTF-8; save it as UTF-8',
    ],
    ['two columns of one name', 'a,b,a\n', 'file-header-invalid', 'it has two columns named "a"'],
    [
      'an open quote in the header',
      'a,"b\n1,2\n',
      'file-header-invalid',
      'it has no readable header: a quote is opened and never closed',
    ],
    [
      'a column that is not there',
      'a1,b\n',
      'column-missing',
      'there is no column "a". It has "a1", "b". Did you mean "a1"? @name("…") gives a field another name in the source.',
    ],
    ['another delimiter', 'a;b\n1;2\n', 'column-missing', 'there is no column "a". It has "a;b".'],
  ])('%s', async (_, text, code, said) => {
    await expect(csv(text)).rejects.toMatchObject({ code, message: `Cannot read "in": ${said}` });
  });

  test.each([
    [{ delimiter: ';;' }, 'csv: delimiter ";;" must be one ASCII character, no line break'],
    [{ nullText: 'a,b' }, 'csv("in"): nullText must be without delimiter, quote and line breaks'],
    [{ delimiter: '"' }, 'csv("in"): delimiter and quote are the same character'],
  ])('options %j', async (options, message) => {
    await expect(csv('a,b\n', two, options)).rejects.toMatchObject({ code: 'option-invalid', message });
  });
});

describe('bad records', () => {
  test.each([
    ['abc,x', 'column "a": "abc" is not an int32'],
    ['1.5,x', 'column "a": "1.5" is not an int32'],
    ['2147483648,x', 'column "a": 2147483648 is outside of int32 (-2147483648 to 2147483647)'],
    [',x', 'column "a": no value, but int32 is never null'],
    ['1', '1 column, but the header has 2'],
    ['1,x,y', '3 columns, but the header has 2'],
    ['1,"x"y', 'text stands behind a closing quote'],
    ['1,"x', 'a quote is opened and never closed'],
  ])('%s', async (line, said) => {
    const { rows, messages } = await csv(`a,b\n1,"x\ny"\n\n${line}\n2,z\n`);
    expect(messages).toEqual([`Line 5: ${said}`]);
    expect(rows).toEqual([
      { a: 1, b: 'x\ny' },
      { a: 2, b: 'z' },
    ]);
  });

  test('the record is there as it was read, with its place', async () => {
    const { bad } = await csv('c,a,b\nk,x,"1 ""q"""\n9,1\n');
    expect(bad.map(({ record, source, attempt }) => ({ record, source, attempt }))).toEqual([
      { record: { c: 'k', a: 'x', b: '1 "q"' }, source: { path: 'in', line: 2 }, attempt: 1 },
      { record: '9,1', source: { path: 'in', line: 3 }, attempt: 1 },
    ]);
  });

  test('bytes that are no UTF-8 spoil their own record only', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,é\n2,'), Buffer.from([0xe9]), Buffer.from('\n3,ü\n')]);
    expect(await csv(bytes)).toMatchObject({
      rows: [{ b: 'é' }, { b: 'ü' }],
      messages: ['Line 3: column "b": the text is not UTF-8'],
    });
  });

  test('they count in the size of a batch', async () => {
    const { rows, bad } = await readContent('csv', 'a,b\n1,x\nx,x\n3,x\nx,x\nx,x\n', two, { batchSize: 2 });
    expect([rows.length, bad.length]).toEqual([2, 3]);
  });

  test('lines are exact wherever blocks are cut, behind any record', async () => {
    const values = fc.constantFrom('plain', '"two\nlines"', '"three\r\n\r\nlines"', '"a ""quote"""', 'é', '');
    await fc.assert(
      fc.asyncProperty(
        fc.array(values, { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 0, max: 70_000 }),
        async (cells, pad) => {
          const lines = [`a,b`];
          for (let i = 0; i < 90_000 / cells.length; i++)
            lines.push(...cells.map((cell, k) => `${i * cells.length + k},${cell}`));
          const index = 1 + Math.floor(lines.length * 0.9);
          lines[index] = `bad,${'x'.repeat(pad)}`;
          const line = lines.slice(0, index).join('\n').split('\n').length + 1;
          const { rows, messages } = await csv(lines.join('\n'));
          expect(messages).toEqual([`Line ${line}: column "a": "bad" is not an int32`]);
          expect(rows.length).toBe(lines.length - 2);
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('null', () => {
  const text = schemaOf('s: string?, n: int32?');

  test.each([
    ['', 's,n\n,\n"",""\n', [null, ''], [null, null]],
    ['NA', 's,n\nNA,NA\n"NA",1\n,\n', [null, 'NA', ''], [null, 1, null]],
    ['–', 's,n\n–,–\n"–",1\n,\n', [null, '–', ''], [null, 1, null]],
  ])('null text %j', async (nullText, content, strings, numbers) => {
    const { rows } = await readContent('csv', content, text, { options: { nullText } });
    expect(rows.map((row) => row.s)).toEqual(strings);
    expect(rows.map((row) => row.n)).toEqual(numbers);
  });

  test('a single column may be null on a blank line', async () => {
    expect((await csv('s\nx\n\ny\n', schemaOf('s: string?'))).rows).toEqual([{ s: 'x' }, { s: null }, { s: 'y' }]);
  });

  test('[T3] @default stands for it', async () => {
    const schema = schemaOf('n: int64, b: bool, t: timestamp, v: float32[2]', {
      n: { default: '9007199254740993' },
      b: { default: true },
      t: { default: '2026-01-31T00:00:00Z' },
    });
    expect((await csv('n,b,t,v\n,,,"[1,2]"\n', schema)).rows).toEqual([
      { n: 9007199254740993n, b: true, t: new Date('2026-01-31T00:00:00Z'), v: new Float32Array([1, 2]) },
    ]);
  });
});

const year = new Date('2026-01-31T10:00:00.000Z');

describe('values of each type', () => {
  test.each([
    ['int8', '-128', -128],
    ['uint8', '255', 255],
    ['int32', '+7', 7],
    ['int64', '9223372036854775807', 9223372036854775807n],
    ['int64', '-9007199254740993', -9007199254740993n],
    ['uint64', '18446744073709551615', 18446744073709551615n],
    ['float64', '0.1', 0.1],
    ['float64', '.5', 0.5],
    ['float64', '5.', 5],
    ['float64', '-1.7976931348623157e308', -1.7976931348623157e308],
    ['float64', '123456789012345678', 123456789012345680],
    ['float64', 'NaN', Number.NaN],
    ['float64', '-inf', Number.NEGATIVE_INFINITY],
    ['float32', '0.1', Math.fround(0.1)],
    ['bool', 'TRUE', true],
    ['bool', '0', false],
    ['string', ' x ', ' x '],
    ['bytes', 'AQI=', new Uint8Array([1, 2])],
    ['date', '2024-02-29', '2024-02-29'],
    ['timestamp', '2026-01-31', new Date('2026-01-31T00:00:00Z')],
    ['timestamp', '2026-01-31T10:00:00Z', year],
    ['timestamp', '2026-01-31 10:00', year],
    ['timestamp', '2026-01-31T12:30:00.000999+02:30', year],
    ['duration', '1500', 1500],
    ['json', '"{""a"":[1,null]}"', { a: [1, null] }],
    ['int32[]', '"[1,2]"', [1, 2]],
    ['float32[2]', '"[1,2.5]"', new Float32Array([1, 2.5])],
    ['int8[2, 2]', '"[[1,2],[3,4]]"', new Int8Array([1, 2, 3, 4])],
  ])('%s: %s', async (type, cell, value) => {
    expect(await csv(`v;w\n${cell};\n`, schemaOf(`v: ${type}`), { delimiter: ';' })).toMatchObject({
      rows: [{ v: value }],
      bad: [],
    });
  });

  test.each([
    ['int8', '128', '128 is outside of int8 (-128 to 127)'],
    ['uint64', '-1', '-1 is outside of uint64 (0 to 18446744073709551615)'],
    ['int64', '1e3', '"1e3" is not an int64'],
    ['int64', '-', '"-" is not an int64'],
    ['float64', '1,5', '"1,5" is not a float64'],
    ['float64', '0x1F', '"0x1F" is not a float64'],
    ['float64', '1_000', '"1_000" is not a float64'],
    ['float64', '1e400', '"1e400" is not a float64'],
    ['float64', '.', '"." is not a float64'],
    ['float32', '1e39', '"1e39" is too large for a float32'],
    ['bool', 'yes', '"yes" is not a bool'],
    ['date', '2023-02-29', '"2023-02-29" is not a date such as 2026-01-31'],
    ['timestamp', '2026-01-31T25:00:00Z', '"2026-01-31T25:00:00Z" is not a timestamp such as 2026-01-31T10:00:00Z'],
    ['timestamp', '31.01.2026', '"31.01.2026" is not a timestamp such as 2026-01-31T10:00:00Z'],
    ['bytes', 'x', '"x" is not bytes (a Uint8Array, or base64 in text)'],
    ['json', '{', '"{" is not JSON'],
    ['int32[]', '[1,x]', '"[1,x]" is not JSON'],
    ['int32[]', '[1,1.5]', '[1]: 1.5 is not an int32'],
    ['float32[2]', '[1]', '1 elements are not a float32[2]'],
  ])('%s: not %s', async (type, cell, said) => {
    const { messages } = await csv(`v;w\n${cell};\n`, schemaOf(`v: ${type}`), { delimiter: ';' });
    expect(messages).toEqual([`Line 2: column "v": ${said}`]);
  });

  test('every float64 that JavaScript prints is read as the same number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.double(), { minLength: 1, maxLength: 200 }), async (numbers) => {
        const { rows } = await csv(
          `v\n${numbers.map((n) => (Object.is(n, -0) ? '-0' : String(n))).join('\n')}\n`,
          schemaOf('v: float64'),
        );
        expect(rows.map((row) => row.v)).toEqual(numbers);
      }),
    );
  });

  test('annotations', async () => {
    const schema = schemaOf('a: float64, c: string, p: string', {
      a: { range: { min: 0, max: 9 } },
      c: { oneOf: ['EUR', 'USD'] },
      p: { pattern: '[a-z]+|q' },
    });
    const { messages } = await csv('a,c,p\n-1,EUR,x\nNaN,EUR,x\n1,CHF,x\n1,EUR,X1\n1,USD,x\n', schema);
    expect(messages).toEqual([
      'Line 2: column "a": -1 is below the minimum 0',
      'Line 3: column "a": NaN is not within 0 to 9',
      'Line 4: column "c": "CHF" is not one of "EUR", "USD"',
      'Line 5: column "p": "X1" does not match the pattern "[a-z]+|q"',
    ]);
  });
});
