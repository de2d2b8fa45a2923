import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RunError } from '../execute/run-error.ts';
import { type OpenBytes, openBytes } from '../project/open-bytes.ts';
import { chunksOf } from './content-digest.ts';
import { type ArchiveEntry, readArchive } from './read-archive.ts';
import { verifyPackage } from './verify-package.ts';

/** Verifies a package and writes its files below `folder`, which must be empty. Throws a RunError for one that isn't whole. */
export function unpackPackage(path: string, folder: string): void {
  const { ok, problems } = verifyPackage(path);
  if (!ok) throw new RunError('package-not-whole', `${path} is not whole: ${problems.join('; ')}`);
  const source = openBytes(path);
  try {
    for (const entry of readArchive(source).entries) writeEntry(source, entry, join(folder, entry.name));
  } finally {
    source.close();
  }
}

function writeEntry(source: OpenBytes, { contentStart, size }: ArchiveEntry, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  const descriptor = openSync(target, 'wx');
  try {
    for (const chunk of chunksOf(source, contentStart, contentStart + size)) {
      for (let written = 0; written < chunk.length; ) written += writeSync(descriptor, chunk, written);
    }
  } finally {
    closeSync(descriptor);
  }
}
