import { createHash } from 'node:crypto';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digestFile, knownDigest } from 'millrace';
import { expect, test } from 'vitest';
import { findPostgres } from '../../support/postgres.ts';
import { projectFolder } from '../../support/project-folder.ts';
import { ownCatalogue } from '../../support/recorded-run.ts';

const postgres = await findPostgres();
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
const longAgo = new Date('2026-01-01');

async function fileOf(content: string) {
  const catalogue = await ownCatalogue('SQLite', postgres, { 'a.txt': content });
  const file = path.join(catalogue.projectFolder, 'a.txt');
  return { catalogue, file, remembered: () => catalogue.db.selectFrom('fileDigests').selectAll().execute() };
}

test('a file that looks the same is not read again', async () => {
  const { catalogue, file, remembered } = await fileOf('first');
  utimesSync(file, longAgo, longAgo);
  expect(await knownDigest(catalogue, file)).toBe(sha256('first'));
  expect(await remembered()).toMatchObject([{ path: file, size: 5, inode: String(statSync(file).ino) }]);
  await catalogue.db.updateTable('fileDigests').set({ sha256: 'as remembered' }).execute();
  expect(await knownDigest(catalogue, file)).toBe('as remembered');
});

test.each([
  ['time', (file: string) => writeFileSync(file, 'other')],
  ['size', (file: string) => writeFileSync(file, 'longer than it was')],
])('a file of another %s is read again', async (_, change) => {
  const { catalogue, file } = await fileOf('first');
  utimesSync(file, longAgo, longAgo);
  await knownDigest(catalogue, file);
  await catalogue.db.updateTable('fileDigests').set({ sha256: 'as remembered' }).execute();
  change(file);
  expect(await knownDigest(catalogue, file)).not.toBe('as remembered');
});

test('a file that was changed a moment ago is not remembered: the next change could look the same', async () => {
  const { catalogue, file, remembered } = await fileOf('first');
  expect(await knownDigest(catalogue, file)).toBe(sha256('first'));
  expect(await remembered()).toEqual([]);
});

test('what is no file has no digest', async () => {
  const { catalogue, file } = await fileOf('first');
  expect(await knownDigest(catalogue, `${file}.none`)).toBeUndefined();
  expect(await knownDigest(catalogue, path.join(file, 'below'))).toBeUndefined();
  expect(await knownDigest(catalogue, path.dirname(file))).toBeUndefined();
});

test('a large file has the same digest in a worker, and ends with the signal', async () => {
  const content = Buffer.alloc((8 << 20) + 1, 'millrace');
  const file = path.join(projectFolder({ 'large.bin': content }), 'large.bin');
  expect(await digestFile(file)).toBe(sha256(content));
  const stopped = new AbortController();
  const digest = digestFile(file, stopped.signal);
  stopped.abort(new Error('enough'));
  await expect(digest).rejects.toThrow('enough');
});
