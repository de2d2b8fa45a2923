import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { Batch, type Sink } from 'millrace';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readContent, readFileIn, schemaOf } from '../../support/read-content.ts';
import { openSinkIn } from '../../support/write-records.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-parquet-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What another program might have written: the result of a query. */
async function makeFile(query: string, name = 'in.parquet'): Promise<void> {
  await ask(`COPY (${query}) TO '${join(folder, name)}' (FORMAT parquet)`);
}

async function ask(sql: string) {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const read = (type: string) => readFileIn(folder, 'in.parquet', 'parquet', schemaOf(`v: ${type}`));

describe('files of others', () => {
  test.each([
    ['1::BIGINT', 'int32', 1],
    ['1::TINYINT', 'int64', 1n],
    ['1.0::DOUBLE', 'int16', 1],
    ['1::INTEGER', 'float64', 1],
    ['1.5::FLOAT', 'float64', 1.5],
    ['12345678901234567890::DECIMAL(38,0)', 'uint64', 12345678901234567890n],
    ['1.25::DECIMAL(9,2)', 'float64', 1.25],
    ["TIMESTAMP '2026-01-31 10:00:00.123456'", 'timestamp', new Date('2026-01-31T10:00:00.123Z')],
    ["TIMESTAMPTZ '2026-01-31 10:00:00+00'", 'timestamp', new Date('2026-01-31T10:00:00Z')],
    ["TIMESTAMP_NS '2026-01-31 10:00:00.123456789'", 'timestamp', new Date('2026-01-31T10:00:00.123Z')],
    ["DATE '2026-01-31'", 'date', '2026-01-31'],
    ["INTERVAL '90 seconds'", 'duration', 90_000],
    ["'x'", 'string', 'x'],
    ["'2026-01-31T10:00:00Z'", 'timestamp', new Date('2026-01-31T10:00:00Z')],
    ["uuid '12345678-1234-1234-1234-123456789012'", 'string', '12345678-1234-1234-1234-123456789012'],
    ["'\\x01\\x02'::BLOB", 'bytes', new Uint8Array([1, 2])],
    [`'{"a":1}'`, 'json', { a: 1 }],
    ['{a: 1, b: [true]}', 'json', { a: 1, b: [true] }],
    ['[1,2]::DOUBLE[]', 'float32[2]', new Float32Array([1, 2])],
    ['[1,2]::FLOAT[]', 'float32[2]', new Float32Array([1, 2])],
    ['[[1,2],[3,4]]', 'int8[2, 2]', new Int8Array([1, 2, 3, 4])],
    ['[1,NULL]', 'json', [1, null]],
    ['NULL::INTEGER', 'string?', null],
  ])('%s as %s', async (sql, type, value) => {
    await makeFile(`SELECT ${sql} AS v`);
    expect(await read(type)).toMatchObject({ rows: [{ v: value }], messages: [] });
  });

  test.each([
    ['300', 'int8', '300 is outside of int8 (-128 to 127)'],
    ['1.5', 'int32', '1.5 is not an int32'],
    ["'1'", 'int32', '"1" is not an int32'],
    ['1', 'string', '1 is not a string'],
    ['[1,2,3]::FLOAT[]', 'float32[2]', '3 elements are not a float32[2]'],
    ['[1,NULL]::FLOAT[]', 'float32[2]', '[1]: no value, but float32 is never null'],
    ['NULL', 'int32', 'no value, but int32 is never null'],
    ['5.0::DOUBLE', 'timestamp', '5 is not a timestamp such as 2026-01-31T10:00:00Z'],
  ])('%s is not %s', async (sql, type, said) => {
    await makeFile(`SELECT ${sql} AS v`);
    expect((await read(type)).messages).toEqual([`Record 1: column "v": ${said}`]);
  });

  test('a bad record is numbered across chunks, and carries what was read', async () => {
    await makeFile("SELECT range AS id, CASE WHEN range = 5000 THEN NULL ELSE 'x' END AS v FROM range(9000)");
    const schema = schemaOf('id: int64, v: string');
    const { rows, bad } = await readFileIn(folder, 'in.parquet', 'parquet', schema, { batchSize: 777 });
    expect(bad).toEqual([
      {
        message: 'Record 5001: column "v": no value, but string is never null',
        attempt: 1,
        record: { id: 5000, v: null },
        source: { path: 'in.parquet' },
      },
    ]);
    expect(rows.map((row) => row.id)).toEqual(
      Array.from({ length: 9000 }, (_, i) => BigInt(i)).filter((id) => id !== 5000n),
    );
  });

  test('a folder named as a partition adds no column', async () => {
    await mkdir(join(folder, 'v=7'));
    await makeFile('SELECT 1 AS a', 'v=7/in.parquet');
    const schema = schemaOf('a: int32, v: int32?');
    expect(await readFileIn(folder, 'v=7/in.parquet', 'parquet', schema)).toMatchObject({ rows: [{ a: 1, v: null }] });
  });

  test('a path is never a pattern', async () => {
    await makeFile('SELECT 1 AS v', 'a1.parquet');
    await makeFile('SELECT 2 AS v', "a[1]'*.parquet".replace("'", "''"));
    const { rows } = await readFileIn(folder, "a[1]'*.parquet", 'parquet', schemaOf('v: int32'));
    expect(rows).toEqual([{ v: 2 }]);
    await expect(readFileIn(folder, 'a*.parquet', 'parquet', schemaOf('v: int32'))).rejects.toMatchObject({
      message: 'Cannot read "a*.parquet": patterns are not supported; name one file',
    });
  });

  test.each([
    ['text', 'id,name\n1,x\n2,yy\n'],
    ['nothing', ''],
    ['a cut file', 'PAR1xxxxxxxxxxxxxxxxxxxxxxx'],
  ])('%s is no Parquet file', async (_, content) => {
    await expect(readContent('parquet', content, schemaOf('v: int32'))).rejects.toMatchObject({
      code: 'file-not-parquet',
      message: 'Cannot read "in": it is not a Parquet file',
    });
  });
});

describe('what others read', () => {
  test('the types of the language are those of its table', async () => {
    const types =
      'bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 string bytes timestamp date duration json';
    const schema = schemaOf(
      `${types
        .split(' ')
        .map((name) => `c_${name}: ${name}?`)
        .join(', ')}, l: int32[], v: float32[3]`,
    );
    const sink = await openSinkIn(folder, 'out.parquet', 'parquet', schema);
    await sink.complete();
    await sink.publish();
    await sink.close();
    const rows = await ask(`DESCRIBE FROM '${join(folder, 'out.parquet')}'`);
    expect(rows.map((row) => row.column_type).join(' ')).toBe(
      'BOOLEAN TINYINT SMALLINT INTEGER BIGINT UTINYINT USMALLINT UINTEGER UBIGINT FLOAT DOUBLE VARCHAR BLOB TIMESTAMP DATE INTERVAL JSON INTEGER[] FLOAT[]',
    );
  });

  test.each(['zstd', 'snappy', 'gzip', 'uncompressed'])('compression %s', async (compression) => {
    const schema = schemaOf('v: int32');
    const sink = await openSinkIn(folder, 'out.parquet', 'parquet', schema, { compression });
    await sink.write(Batch.fromRows({ node: 'n', sequence: 0 }, schema, [{ v: 1 }]));
    await sink.complete();
    await sink.publish();
    const [row] = await ask(`SELECT compression FROM parquet_metadata('${join(folder, 'out.parquet')}')`);
    expect(row?.compression).toBe(compression.toUpperCase());
  });

  test('an unknown compression is refused', async () => {
    await expect(
      openSinkIn(folder, 'o', 'parquet', schemaOf('v: int32'), { compression: 'zip' }),
    ).rejects.toMatchObject({
      message: 'parquet: compression "zip" must be one of zstd, snappy, gzip, uncompressed',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test('a record with a negative duration is refused, as Parquet has none, and its neighbours are taken', async () => {
    const schema = schemaOf('v: duration');
    const sink = await openSinkIn(folder, 'out.parquet', 'parquet', schema);
    await sink.write(Batch.fromRows({ node: 'n', sequence: 0 }, schema, [{ v: 1 }, { v: -5 }, { v: 2 }]));
    const message = 'column "v": Cannot write a duration of -5 ms: Parquet has no negative intervals';
    expect(sink.refused?.()).toEqual([{ row: 1, message: `${message}; write a number of milliseconds instead` }]);
    await sink.complete();
    expect(await sink.publish()).toMatchObject([{ records: 2 }]);
    await sink.close();
  });

  const wide = schemaOf('id: int32, v: float64[1000]');
  const count = 1000;
  async function writeParts(sink: Sink) {
    for (let sequence = 0; sequence < 18; sequence++) {
      const rows = Array.from({ length: count }, (_, i) => ({
        id: sequence * count + i,
        v: new Float64Array(1000).fill(i),
      }));
      await sink.write(Batch.fromRows({ node: 'n', sequence }, wide, rows));
    }
  }

  test('an abort while parts become one file leaves nothing', async () => {
    const abort = new AbortController();
    const sink = await openSinkIn(folder, 'out.parquet', 'parquet', wide, {}, abort.signal);
    await writeParts(sink);
    const completing = sink.complete();
    abort.abort(new Error('stopped'));
    await expect(completing).rejects.toThrow('stopped');
    await sink.close();
    expect(await readdir(folder)).toEqual([]);
  });

  test('what is too large for one part is one file, in order', async () => {
    const sink = await openSinkIn(folder, 'out.parquet', 'parquet', wide);
    await writeParts(sink);
    await sink.complete();
    expect(await sink.publish()).toMatchObject([{ records: 18 * count }]);
    await sink.close();
    expect(await readdir(folder)).toEqual(['out.parquet']);
    const narrow = schemaOf('id: int32');
    const { rows } = await readFileIn(folder, 'out.parquet', 'parquet', narrow, { batchSize: 10_000 });
    expect(rows.every((row, i) => row.id === i) && rows.length).toBe(18 * count);
  });

  describe('parts of many records become one file as they are', () => {
    const mixed = schemaOf('id: int64, word: string?, point: float32[2], tags: string[], at: timestamp?');
    const rowOf = (id: number) => ({
      id: BigInt(id),
      word: id % 7 === 0 ? null : `word ${id % 1000}`,
      point: new Float32Array([id % 17, -id]),
      tags: id % 3 === 0 ? [] : ['a', `b${id % 5}`],
      at: id % 11 === 0 ? null : new Date(id * 1000),
    });
    const batches = 60;
    const batchRows = 4096;
    const rows = batches * batchRows;

    async function writeMixed() {
      const sink = await openSinkIn(folder, 'out.parquet', 'parquet', mixed);
      for (let sequence = 0; sequence < batches; sequence++) {
        const part = Array.from({ length: batchRows }, (_, i) => rowOf(sequence * batchRows + i));
        await sink.write(Batch.fromRows({ node: 'n', sequence }, mixed, part));
      }
      const folders = await readdir(folder);
      const parts = (await readdir(join(folder, folders[0] ?? ''))).filter((name) => name.endsWith('.parquet'));
      await sink.complete();
      await sink.publish();
      return parts.length;
    }

    test('with every value in its place', async () => {
      expect(await writeMixed()).toBeGreaterThan(1);
      const { rows: found } = await readFileIn(folder, 'out.parquet', 'parquet', mixed, { batchSize: 10_000 });
      expect(found.length).toBe(rows);
      const wrong = found.findIndex((row, id) => !isDeepStrictEqual(row, rowOf(id)));
      expect(wrong).toBe(-1);
    });

    test('which others read by its groups of rows, and whose filters find what is there', async () => {
      await writeMixed();
      const file = `'${join(folder, 'out.parquet')}'`;
      const [told] = await ask(`SELECT num_rows AS rows, num_row_groups AS groups FROM parquet_file_metadata(${file})`);
      expect(told).toEqual({ rows: String(rows), groups: expect.any(String) });
      const groups = await ask(
        `SELECT row_group_id AS id, any_value(row_group_num_rows) AS rows FROM parquet_metadata(${file}) GROUP BY ALL ORDER BY id`,
      );
      expect(groups.map(({ id }) => Number(id))).toEqual(groups.map((_, i) => i));
      expect(groups.reduce((sum, group) => sum + Number(group.rows), 0)).toBe(rows);
      const probe = (word: string) => ask(`FROM parquet_bloom_probe(${file}, 'word', '${word}')`);
      expect((await probe('word 5')).map((row) => row.bloom_filter_excludes)).not.toContain(true);
      expect((await probe('no such word')).map((row) => row.bloom_filter_excludes)).toContain(true);
      const [last] = await ask(`SELECT count(*) AS n FROM ${file} WHERE id >= ${rows - 10} AND word IS NOT NULL`);
      expect(Number(last?.n)).toBe(
        Array.from({ length: 10 }, (_, i) => rows - 1 - i).filter((id) => id % 7 > 0).length,
      );
    });
  });
});
