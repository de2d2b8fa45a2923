import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { recordType, scalarType } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { projectFolder } from '../../support/project-folder.ts';
import { readContent, readFileIn, schemaOf } from '../../support/read-content.ts';

const two = schemaOf('a: int32, b: string?');

test.each([
  ['LF', '{"a":1,"b":"x"}\n{"a":2}\n'],
  ['CRLF and blank lines', '\r\n{"a":1,"b":"x"}\r\n\r\n{"a":2,"b":null}\r\n'],
  ['a byte order mark and no last line break', '\ufeff{"b":"x","a":1}\n {"a":2} '],
  ['other fields', '{"a":1,"b":"x","c":[1]}\n{"c":{},"a":2}'],
])('%s', async (_, text) => {
  expect(await readContent('jsonl', text, two)).toMatchObject({
    rows: [
      { a: 1, b: 'x' },
      { a: 2, b: null },
    ],
    bad: [],
  });
});

test('an empty file has no records', async () => {
  expect(await readContent('jsonl', '', two)).toMatchObject({ rows: [], bad: [] });
});

test('records nest, with exact integers and names of the source at every depth', async () => {
  const inner = recordType([
    { name: 'src', type: scalarType('int64'), rules: { sourceName: 'src-bytes', range: { min: 0 } } },
    { name: 'kind', type: scalarType('string'), rules: { default: 'tcp' } },
  ]);
  const schema = recordType([
    { name: 'bytes', type: { kind: 'list', element: inner, nullable: false } },
    { name: 'recent', type: { kind: 'vector', element: 'float32', dimensions: [2, 2], nullable: true } },
    { name: 'at', type: scalarType('timestamp') },
  ]);
  const line =
    '{"bytes":[{"src-bytes":9007199254740993},{"src-bytes":1,"kind":null}],"recent":[[1,2],[3,4]],"at":"2026-01-31T00:00:00Z"}';
  const bad = '{"bytes":[{"src-bytes":1},{"src-bytes":-1}],"recent":null,"at":"2026-01-31T00:00:00Z"}';
  expect(await readContent('jsonl', `${line}\n${bad}`, schema)).toMatchObject({
    rows: [
      {
        bytes: [
          { src: 9007199254740993n, kind: 'tcp' },
          { src: 1n, kind: 'tcp' },
        ],
        recent: new Float32Array([1, 2, 3, 4]),
        at: new Date('2026-01-31T00:00:00Z'),
      },
    ],
    messages: ['Line 2: column "bytes": [1].src-bytes: -1 is below the minimum 0'],
  });
});

test.each([
  ['{"a":1', /^Line 3: is not JSON \(.+\)$/],
  ['[{"a":1}]', /^Line 3: \[\{"a":1\}\] is not an object; a .jsonl file has one object per line, not one array$/],
  ['[', /^Line 3: is not JSON \(.+\); a .jsonl file has one object per line, not one array$/],
  ['7', /^Line 3: 7 is not an object$/],
  ['{"a":"1"}', /^Line 3: column "a": "1" is not an int32$/],
  ['{"a":1.5}', /^Line 3: column "a": 1.5 is not an int32$/],
  ['{"b":"x"}', /^Line 3: column "a": no value, but int32 is never null$/],
  ['{"a":1,"b":2}', /^Line 3: column "b": 2 is not a string$/],
])('a bad record: %s', async (line, said) => {
  const { rows, messages } = await readContent('jsonl', `{"a":1}\n\n${line}\n{"a":2}\n`, two);
  expect(messages).toEqual([expect.stringMatching(said)]);
  expect(rows.map((row) => row.a)).toEqual([1, 2]);
});

test('the record is there as it was read, with its line', async () => {
  const { bad } = await readContent('jsonl', '{"a":"x"}\nnope', two);
  expect(bad).toMatchObject([
    { record: { a: 'x' }, source: { path: 'in', line: 1 }, attempt: 1 },
    { record: 'nope', source: { path: 'in', line: 2 }, attempt: 1 },
  ]);
});

test('bytes that are no UTF-8 spoil their own record only', async () => {
  const bytes = Buffer.concat([
    Buffer.from('{"a":1,"b":"é"}\n{"a":2,"b":"'),
    Buffer.from([0xe9]),
    Buffer.from('"}\n{"a":3}'),
  ]);
  expect(await readContent('jsonl', bytes, two)).toMatchObject({
    rows: [{ a: 1, b: 'é' }, { a: 3 }],
    messages: ['Line 2: is not UTF-8'],
  });
});

test('lines longer than a block of reading are whole', async () => {
  const long = 'x'.repeat(3_000_000);
  const { rows } = await readContent('jsonl', `{"a":1,"b":"${long}"}\n{"a":2}\n`, two);
  expect(rows).toEqual([
    { a: 1, b: long },
    { a: 2, b: null },
  ]);
});

test('a line that is too long to be a record ends the read, not the memory', async () => {
  const folder = projectFolder({ in: '{"a":1}\n' });
  // A hole in the file: nobody has written it, and it reads as one line.
  truncateSync(join(folder, 'in'), 2 ** 28 + 100);
  await expect(readFileIn(folder, 'in', 'jsonl', two)).rejects.toMatchObject({
    code: 'line-too-long',
    message: 'Cannot read "in": line 2 is longer than 256 MiB',
  });
});

test('a field of the prototype is not a field of the record', async () => {
  const { messages } = await readContent('jsonl', '{}', schemaOf('toString: string'));
  expect(messages).toEqual(['Line 1: column "toString": no value, but string is never null']);
});
