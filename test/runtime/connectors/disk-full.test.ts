import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Batch } from 'millrace';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaOf } from '../../support/read-content.ts';
import { openSinkIn } from '../../support/write-records.ts';

const schema = schemaOf('id: int32, v: float64[100]');

/** Numbers that no compression makes small. */
function noise(sequence: number): Batch {
  const rows = Array.from({ length: 500 }, (_, id) => ({
    id,
    v: Float64Array.from({ length: 100 }, () => Math.random()),
  }));
  return Batch.fromRows({ node: 'n', sequence }, schema, rows);
}

/** A file system of 2 MB: only root may mount one. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.runIf(canMount)('a disk that is full', () => {
  let folder = '';
  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'millrace-full-')), 'disk');
    await mkdir(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]);
  });
  afterAll(async () => {
    execFileSync('umount', [folder]);
    await rm(join(folder, '..'), { recursive: true });
  });

  test.each(['csv', 'jsonl', 'parquet'])('%s says so and leaves nothing', async (connector) => {
    const sink = await openSinkIn(folder, `out.${connector}`, connector, schema);
    const writing = async () => {
      for (let sequence = 0; sequence < 8; sequence++) await sink.write(noise(sequence));
      await sink.complete();
      await sink.publish();
    };
    await expect(writing()).rejects.toMatchObject({
      code: 'disk-full',
      message: `Cannot write "out.${connector}": the disk is full; make room or write elsewhere`,
    });
    await sink.close();
    expect(await readdir(folder)).toEqual([]);
  });

  test.each(['csv', 'jsonl', 'parquet'])('%s says that the file system is read-only', async (connector) => {
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    try {
      await expect(openSinkIn(folder, `out.${connector}`, connector, schema)).rejects.toMatchObject({
        code: 'file-not-permitted',
        message: `Cannot write "out.${connector}": the file system is read-only; write elsewhere`,
      });
      await expect(openSinkIn(folder, `new/out.${connector}`, connector, schema)).rejects.toMatchObject({
        code: 'file-not-permitted',
        message: `Cannot create the folder of "new/out.${connector}": the file system is read-only; write elsewhere`,
      });
    } finally {
      execFileSync('mount', ['-o', 'remount,rw', folder]);
    }
  });
});
