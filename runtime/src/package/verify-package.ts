import { type OpenBytes, openBytes } from '../project/open-bytes.ts';
import { chunksOf, digestOf } from './content-digest.ts';
import { manifestPath, parseManifest, printManifest } from './manifest.ts';
import { byPath } from './package-path.ts';
import { type ArchiveEntry, readArchive } from './read-archive.ts';

export interface VerifyResult {
  ok: boolean;
  /** What is wrong, one sentence each; never empty where `ok` is false. */
  problems: string[];
}

const manifestBytesMax = 16 << 20;

/**
 * Says whether a package is, byte for byte, what its manifest says: nothing changed, missing or added. It reads the file and
 * writes nothing. It does not say who made it: the manifest isn't signed, so compare the digest of the whole with the one
 * that `package` printed. Throws only where the file can't be read.
 */
export function verifyPackage(path: string): VerifyResult {
  const source = openBytes(path);
  try {
    const problems = problemsOf(source);
    return { ok: problems.length === 0, problems };
  } finally {
    source.close();
  }
}

function problemsOf(source: OpenBytes): string[] {
  const { entries, problems } = readArchive(source);
  if (problems.length > 0) return problems;
  const manifest = entries.find((entry) => entry.name === manifestPath);
  if (!manifest) return [`It has no ${manifestPath}, so it is not a package of Millrace`];
  const changed = digestProblems(source, manifest, undefined);
  if (changed.length > 0) return changed;
  return compareWithManifest(source, manifest, entries);
}

function compareWithManifest(source: OpenBytes, manifest: ArchiveEntry, entries: readonly ArchiveEntry[]): string[] {
  if (manifest.size > manifestBytesMax) return [`${manifestPath} is larger than ${manifestBytesMax} bytes`];
  const text = Buffer.from(source.read(manifest.contentStart, manifest.size)).toString('utf8');
  const lines = parseManifest(text);
  if ('badLine' in lines) return [`Line ${lines.badLine} of ${manifestPath} is not "<sha256>  <path>"`];
  const problems = [...orderProblems(text, lines, entries)];
  const digests = new Map(lines.map((line) => [line.path, line.sha256]));
  for (const entry of entries) {
    if (entry === manifest) continue;
    const sha256 = digests.get(entry.name);
    if (sha256 === undefined) problems.push(`"${entry.name}" is not in ${manifestPath}: it was added`);
    else problems.push(...digestProblems(source, entry, sha256));
    digests.delete(entry.name);
  }
  for (const missing of digests.keys()) problems.push(`"${missing}" is in ${manifestPath} but missing`);
  return problems;
}

/** Manifest and entries have one order, so that the same content has one form. */
function orderProblems(
  text: string,
  lines: readonly { path: string; sha256: string }[],
  entries: readonly ArchiveEntry[],
): string[] {
  const problems: string[] = [];
  if (printManifest([...lines].sort(byPath)) !== text || new Set(lines.map((line) => line.path)).size < lines.length) {
    problems.push(`${manifestPath} is not sorted, or names a file twice`);
  }
  const names = entries.map((entry) => ({ path: entry.name }));
  if (names.some((name, index) => index > 0 && byPath(names[index - 1] ?? name, name) >= 0)) {
    problems.push('Its entries are not in the order of their paths');
  }
  return problems;
}

function digestProblems(source: OpenBytes, entry: ArchiveEntry, sha256: string | undefined): string[] {
  const found = digestOf(chunksOf(source, entry.contentStart, entry.contentStart + entry.size));
  const isWhole = found.crc32 === entry.crc32 && found.size === entry.size;
  return isWhole && (sha256 ?? found.sha256) === found.sha256 ? [] : [`"${entry.name}" was changed`];
}
