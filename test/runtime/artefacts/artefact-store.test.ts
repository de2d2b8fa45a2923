import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { artefactPath, digestInPath, dropPart, keepPart, newPart, removeArtefact } from 'millrace';
import { expect, test } from 'vitest';
import { projectFolder } from '../../support/project-folder.ts';

const content = 'id\n1\n';
const sha256 = createHash('sha256').update(content).digest('hex');

async function kept(folder: string, text = content) {
  const part = newPart(folder, 'csv');
  writeFileSync(part, text);
  return keepPart(folder, part, 'csv');
}

function filesIn(folder: string): string[] {
  return readdirSync(path.join(folder, '.millrace/artefacts'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

test('a file is kept under its digest, whole, and its part is gone', async () => {
  const folder = projectFolder();
  const stored = await kept(folder);
  expect(stored).toEqual({ sha256, bytes: 5, path: `.millrace/artefacts/${sha256.slice(0, 2)}/${sha256}.csv` });
  expect(stored.path).toBe(artefactPath(sha256, 'csv'));
  expect(digestInPath(stored.path)).toBe(sha256);
  expect(readFileSync(path.join(folder, stored.path), 'utf8')).toBe(content);
  expect(filesIn(folder)).toEqual([`${sha256}.csv`]);
});

test('the same content is there once, and is seen to be wanted', async () => {
  const folder = projectFolder();
  const { path: file } = await kept(folder);
  utimesSync(path.join(folder, file), new Date('2026-01-01'), new Date('2026-01-01'));
  expect((await kept(folder)).path).toBe(file);
  expect(filesIn(folder)).toHaveLength(1);
  expect(statSync(path.join(folder, file)).mtimeMs).toBeGreaterThan(Date.parse('2026-01-02'));
});

test('a file that was cut off is made whole again', async () => {
  const folder = projectFolder();
  const { path: file } = await kept(folder);
  writeFileSync(path.join(folder, file), 'id');
  await kept(folder);
  expect(readFileSync(path.join(folder, file), 'utf8')).toBe(content);
});

test('what cannot be kept leaves nothing', async () => {
  const folder = projectFolder();
  const part = newPart(folder, 'csv');
  writeFileSync(part, content);
  mkdirSync(path.join(folder, '.millrace/artefacts'), { recursive: true });
  writeFileSync(path.join(folder, '.millrace/artefacts', sha256.slice(0, 2)), 'in the way');
  await expect(keepPart(folder, part, 'csv')).rejects.toMatchObject({ code: 'file-not-a-folder' });
  expect(existsSync(part)).toBe(false);
  const other = newPart(folder, 'csv');
  writeFileSync(other, content);
  await expect(keepPart(folder, other, 'csv', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  dropPart(newPart(folder, 'csv'));
  expect(filesIn(folder)).toEqual([sha256.slice(0, 2)]);
});

test('what a process that was killed has left goes with the next part', async () => {
  const folder = projectFolder();
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const own = newPart(folder, 'csv');
  writeFileSync(own, content);
  const left = own.replace(`-${process.pid}-`, `-${pid}-`);
  writeFileSync(left, content);
  const next = newPart(folder, 'csv');
  expect(next).not.toBe(own);
  expect([own, left].map((part) => existsSync(part))).toEqual([true, false]);
});

test('a file can be removed, twice as well', async () => {
  const folder = projectFolder();
  const { path: file } = await kept(folder);
  await removeArtefact(folder, file);
  await removeArtefact(folder, file);
  expect(filesIn(folder)).toEqual([]);
});

test.each(['out/a.csv', '.millrace/artefacts/a.csv', `.millrace/artefacts/00/${'x'.repeat(64)}.csv`])(
  '%s is no file of the store',
  (file) => expect(digestInPath(file)).toBeUndefined(),
);
