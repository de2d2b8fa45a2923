/**
 * What files contain, without reading again those that look the same: size, time and inode only filter, the digest decides.
 * Refuses to remember a file that was changed a moment ago: the next change could have the same time.
 */
import { type BigIntStats, promises } from 'node:fs';
import { digestFile } from '../artefacts/file-digest.ts';
import { machine } from '../project/process-identity.ts';
import type { Catalogue } from './catalogue.ts';

/** The coarsest clock of a file system is that of FAT. */
const settledMs = 2000;

/**
 * The SHA-256 of a file, in hex; undefined where there is no such file. `path` is absolute. Rejects with what the system says of a
 * file that cannot be read, or with the signal's reason.
 */
export async function knownDigest(
  catalogue: Pick<Catalogue, 'db'>,
  path: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const before = await statOf(path);
  if (before === undefined) return undefined;
  const known = await lookUp(catalogue, path);
  if (known !== undefined && isSame(known, before)) return known.sha256;
  const sha256 = await digestFile(path, signal);
  const after = await statOf(path);
  if (after !== undefined && isSame(lookOf(before), after) && isSettled(after))
    await remember(catalogue, path, after, sha256);
  return sha256;
}

interface Look {
  size: number;
  mtimeNs: string;
  inode: string;
}

function lookOf({ size, mtimeNs, ino }: BigIntStats): Look {
  return { size: Number(size), mtimeNs: String(mtimeNs), inode: String(ino) };
}

function isSame(known: Look, stat: BigIntStats): boolean {
  const { size, mtimeNs, inode } = lookOf(stat);
  return known.size === size && known.mtimeNs === mtimeNs && known.inode === inode;
}

function isSettled({ mtimeMs }: BigIntStats): boolean {
  return Math.abs(Date.now() - Number(mtimeMs)) > settledMs;
}

async function statOf(path: string): Promise<BigIntStats | undefined> {
  const stat = await promises.stat(path, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
  });
  return stat?.isFile() ? stat : undefined;
}

function lookUp({ db }: Pick<Catalogue, 'db'>, path: string) {
  return db
    .selectFrom('fileDigests')
    .selectAll()
    .where('machine', '=', machine())
    .where('path', '=', path)
    .executeTakeFirst();
}

async function remember({ db }: Pick<Catalogue, 'db'>, path: string, stat: BigIntStats, sha256: string): Promise<void> {
  const values = { ...lookOf(stat), sha256 };
  await db
    .insertInto('fileDigests')
    .values({ machine: machine(), path, ...values })
    .onConflict((conflict) => conflict.columns(['machine', 'path']).doUpdateSet(values))
    .execute();
}
