import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { RunError } from '../execute/run-error.ts';
import { openBytes } from '../project/open-bytes.ts';
import { type ContentDigest, chunksOf, digestOf } from './content-digest.ts';
import { centralHeader, endRecord, localHeader, type ZipTime, zipSizes } from './zip-format.ts';

/** A file of a package and where its bytes are: on the disk, or already here. */
export interface PackageFile {
  path: string;
  from: { file: string } | { bytes: Uint8Array };
}

export type DigestedFile = PackageFile & ContentDigest;

export function digestFile(file: PackageFile): DigestedFile {
  return { ...file, ...withChunks(file, digestOf) };
}

/**
 * Writes the entries in the order given and answers the SHA-256 of the whole. Content is copied a chunk at a time; a file that
 * changed since it was digested, or a package beyond 4 GiB, is refused.
 */
export function writeArchive(path: string, entries: readonly DigestedFile[], at: ZipTime): string {
  refuseTooLarge(entries);
  const descriptor = openSync(path, 'wx', 0o666);
  try {
    const hash = createHash('sha256');
    const write = (bytes: Uint8Array) => {
      hash.update(bytes);
      writeWhole(descriptor, bytes);
    };
    writeEntries(entries, at, write);
    fsyncSync(descriptor);
    return hash.digest('hex');
  } finally {
    closeSync(descriptor);
  }
}

function writeEntries(entries: readonly DigestedFile[], at: ZipTime, write: (bytes: Uint8Array) => void): void {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const zipEntry = { name: entry.path, size: entry.size, crc32: entry.crc32 };
    const header = localHeader(zipEntry, at);
    directory.push(centralHeader(zipEntry, at, offset));
    write(header);
    copyContent(entry, write);
    offset += header.length + entry.size;
  }
  const bytes = Buffer.concat(directory);
  write(bytes);
  write(endRecord(entries.length, bytes.length, offset));
}

function copyContent(entry: DigestedFile, write: (bytes: Uint8Array) => void): void {
  const copied = withChunks(entry, (chunks) => digestOf(passing(chunks, write)));
  if (copied.sha256 === entry.sha256) return;
  throw new RunError('package-file-changed', `"${entry.path}" changed while it was being packaged; package again`);
}

function* passing(chunks: Iterable<Uint8Array>, write: (bytes: Uint8Array) => void): Generator<Uint8Array> {
  for (const chunk of chunks) {
    write(chunk);
    yield chunk;
  }
}

function withChunks<T>({ from }: PackageFile, use: (chunks: Iterable<Uint8Array>) => T): T {
  if ('bytes' in from) return use([from.bytes]);
  const source = openBytes(from.file);
  try {
    return use(chunksOf(source));
  } finally {
    source.close();
  }
}

function refuseTooLarge(entries: readonly DigestedFile[]): void {
  const headers = entries.reduce<number>((sum, entry) => sum + 2 * Buffer.byteLength(entry.path) + 76, zipSizes.end);
  const total = entries.reduce((sum, entry) => sum + entry.size, headers);
  if (total <= zipSizes.bytesMax && entries.length <= zipSizes.entriesMax) return;
  const largest = entries.reduce((one, other) => (other.size > one.size ? other : one));
  throw new RunError(
    'package-too-large',
    `The package would have ${entries.length} files and ${total} bytes; a package holds at most ${zipSizes.entriesMax} ` +
      `files and 4 GiB. The largest file is "${largest.path}" (${largest.size} bytes)`,
  );
}

/** A write may take less than it is given, on a disk that is filling. */
function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written, bytes.length - written);
  }
}
