/**
 * Files by their content, in `.millrace/artefacts/<2 hex>/<sha256>.<extension>`: the same content is there once, whoever made it.
 * Invariant: under its name a file is whole and on the disk, and it never changes. The store knows nothing of what its files are
 * for; the catalogue does.
 */
import { open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { fileError } from '../connectors/files/file-errors.ts';
import { partPathOf, removePart, removeStaleParts } from '../connectors/files/part-name.ts';
import { makeStoreFolder, storeFolderName } from '../project/store-folder.ts';
import { digestFile } from './file-digest.ts';

export const artefactsFolder = 'artefacts';

export interface StoredArtefact {
  sha256: string;
  bytes: number;
  /** Relative to the project, with `/`. */
  path: string;
}

/** Relative to the project, with `/`. `extension` without its dot. */
export function artefactPath(sha256: string, extension: string): string {
  return posix.join(storeFolderName, artefactsFolder, sha256.slice(0, 2), `${sha256}.${extension}`);
}

/** The digest that the name of a stored file says; undefined of any other path. */
export function digestInPath(path: string): string | undefined {
  return new RegExp(`^${storeFolderName}/${artefactsFolder}/[0-9a-f]{2}/([0-9a-f]{64})\\.`).exec(path)?.[1];
}

/**
 * Where a file may be written that `keepPart` takes later; absolute. Who gives it up removes it with `dropPart`; what a process that
 * was killed has left goes with the next one.
 */
export function newPart(projectFolder: string, extension: string): string {
  const wanted = join(makeStoreFolder(projectFolder, artefactsFolder), `new.${extension}`);
  removeStaleParts(wanted);
  return partPathOf(wanted);
}

export function dropPart(part: string): void {
  removePart(part);
}

/**
 * Takes a written file into the store. Where its content is there already, that stays and the part goes. Rejects with a RunError,
 * or with the signal's reason; the part is gone then too.
 */
export async function keepPart(
  projectFolder: string,
  part: string,
  extension: string,
  signal?: AbortSignal,
): Promise<StoredArtefact> {
  try {
    const bytes = await bringToDisk(part);
    const sha256 = await digestFile(part, signal);
    const artefact = { sha256, bytes, path: artefactPath(sha256, extension) };
    await moved(projectFolder, part, artefact);
    return artefact;
  } catch (error) {
    throw signal?.aborted
      ? error
      : fileError(`Cannot keep an artefact in "${storeFolderName}/${artefactsFolder}"`, error);
  } finally {
    dropPart(part);
  }
}

/**
 * Takes a file that lies on the disk into the store, under the name of its content. False where neither it nor its content is there.
 * Once more does nothing.
 */
export async function keepFile(projectFolder: string, file: string, artefact: StoredArtefact): Promise<boolean> {
  const isKept = await isThere(join(projectFolder, artefact.path), artefact.bytes);
  if (!isKept && !(await isThere(file, artefact.bytes))) return false;
  await moved(projectFolder, file, artefact).catch((cause: unknown) => {
    throw fileError(`Cannot keep an artefact in "${storeFolderName}/${artefactsFolder}"`, cause);
  });
  return true;
}

/** Where the content is there already, that stays, and so does the file. */
async function moved(projectFolder: string, file: string, { sha256, bytes, path }: StoredArtefact): Promise<void> {
  const absolute = join(projectFolder, path);
  if (await isThere(absolute, bytes)) return touch(absolute);
  makeStoreFolder(projectFolder, artefactsFolder, sha256.slice(0, 2));
  await rename(file, absolute);
  await bringFolderToDisk(dirname(absolute));
}

/** Also where it is gone already. `path` as the store gave it. */
export async function removeArtefact(projectFolder: string, path: string): Promise<void> {
  await rm(join(projectFolder, path), { force: true }).catch((cause: unknown) => {
    throw fileError(`Cannot remove "${path}"`, cause);
  });
}

async function bringToDisk(path: string): Promise<number> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

/** Or the name of a file could be lost where its content was not. Windows opens no folders, and needs none of this. */
async function bringFolderToDisk(folder: string): Promise<void> {
  const opened = await open(folder, 'r').catch(() => undefined);
  await opened?.sync().catch(() => {});
  await opened?.close();
}

async function isThere(path: string, bytes: number): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.size === bytes;
}

/** Whoever tidies up sees that it was wanted a moment ago. */
async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now);
}
