import type { ByteSource } from '@millrace/grammar';
import { foldedPath, packagePathProblem, pathBytesMax } from './package-path.ts';
import {
  centralHeader,
  endRecord,
  localHeader,
  type ZipEntry,
  type ZipTime,
  zipSignatures,
  zipSizes,
} from './zip-format.ts';

/** An entry of an archive and where its content begins. */
export interface ArchiveEntry extends ZipEntry {
  contentStart: number;
}

export interface ArchiveListing {
  entries: ArchiveEntry[];
  /** Empty only where every byte outside the contents is the one that writing these entries gives. */
  problems: string[];
}

interface DirectoryEntry extends ZipEntry {
  time: ZipTime;
  offset: number;
}

/** Of the most files with the longest paths. */
const directorySizeMax = zipSizes.entriesMax * (zipSizes.central + pathBytesMax);

/**
 * Reads the directory of an archive that may be hostile: looks at nothing outside the file, allocates no more than a
 * directory may have, and never believes a header it can't encode again to the same bytes.
 */
export function readArchive(source: ByteSource): ArchiveListing {
  const end = source.size >= zipSizes.end ? buffer(source, source.size - zipSizes.end, zipSizes.end) : undefined;
  if (!end || end.readUInt32LE(0) !== zipSignatures.end) {
    return failed('It is not a whole package: no end record of a ZIP archive stands at its end');
  }
  const directorySize = end.readUInt32LE(12);
  const directoryOffset = end.readUInt32LE(16);
  if (directoryOffset + directorySize + zipSizes.end !== source.size) {
    return failed('Its directory does not end where the file ends: bytes are missing or were added');
  }
  if (directorySize > directorySizeMax) return failed('Its directory is larger than that of any package');
  const directory = buffer(source, directoryOffset, directorySize);
  const listed = parseDirectory(directory);
  if ('problem' in listed) return failed(listed.problem);
  const problems = listed.flatMap(entryProblems);
  problems.push(...duplicates(listed));
  if (problems.length > 0) return { entries: [], problems };
  return compareWithWritten(source, listed, { directory, directoryOffset, end });
}

function parseDirectory(directory: Buffer): (DirectoryEntry & { raw: Buffer })[] | { problem: string } {
  const entries: (DirectoryEntry & { raw: Buffer })[] = [];
  for (let at = 0; at < directory.length; ) {
    if (at + zipSizes.central > directory.length || directory.readUInt32LE(at) !== zipSignatures.central) {
      return { problem: `Its directory is damaged after ${entries.length} entries` };
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const length = zipSizes.central + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    const raw = directory.subarray(at, at + length);
    if (raw.length < length) return { problem: `Its directory is damaged after ${entries.length} entries` };
    entries.push({
      raw,
      name: raw.toString('utf8', zipSizes.central, zipSizes.central + nameLength),
      time: { time: raw.readUInt16LE(12), date: raw.readUInt16LE(14) },
      crc32: raw.readUInt32LE(16),
      size: raw.readUInt32LE(24),
      offset: raw.readUInt32LE(42),
    });
    at += length;
  }
  return entries;
}

/** What a person should hear about an entry in particular, before the comparison says only that bytes differ. */
function entryProblems({ raw, name }: { raw: Buffer; name: string }): string[] {
  const path = packagePathProblem(name);
  if (path) return [`Entry "${printable(name)}" ${path}`];
  const fileType = (raw.readUInt32LE(38) >>> 16) & 0o170000;
  if (fileType === 0o120000) return [`Entry "${name}" is a link`];
  if (raw.readUInt16LE(8) & 1) return [`Entry "${name}" is encrypted`];
  if (raw.readUInt16LE(10) !== 0) return [`Entry "${name}" is compressed; the entries of a package are stored`];
  return [];
}

function duplicates(entries: readonly ZipEntry[]): string[] {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  for (const { name } of entries) {
    const earlier = seen.get(foldedPath(name));
    if (earlier === name) problems.push(`Entry "${name}" stands in it twice`);
    else if (earlier) problems.push(`Entries "${earlier}" and "${name}" are one file on some systems`);
    seen.set(foldedPath(name), name);
  }
  return problems;
}

function compareWithWritten(
  source: ByteSource,
  listed: readonly DirectoryEntry[],
  found: { directory: Buffer; directoryOffset: number; end: Buffer },
): ArchiveListing {
  const at = listed[0]?.time ?? { date: 0, time: 0 };
  const entries: ArchiveEntry[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, size, crc32 } of listed) {
    const header = localHeader({ name, size, crc32 }, at);
    const contentStart = offset + header.length;
    if (contentStart + size > found.directoryOffset)
      return failed(`Entry "${name}" reaches beyond the archive's contents`);
    if (!header.equals(buffer(source, offset, header.length)))
      return failed(`The header of entry "${name}" was changed`);
    directory.push(centralHeader({ name, size, crc32 }, at, offset));
    entries.push({ name, size, crc32, contentStart });
    offset = contentStart + size;
  }
  if (offset !== found.directoryOffset) return failed('Bytes that belong to no entry stand before its directory');
  if (!found.directory.equals(Buffer.concat(directory))) return failed('Its directory was changed');
  const end = endRecord(entries.length, found.directory.length, found.directoryOffset);
  return found.end.equals(end) ? { entries, problems: [] } : failed('Its end record was changed');
}

function buffer(source: ByteSource, offset: number, length: number): Buffer {
  const bytes = source.read(offset, length);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function failed(problem: string): ArchiveListing {
  return { entries: [], problems: [problem] };
}

function printable(name: string): string {
  return JSON.stringify(name).slice(1, -1);
}
