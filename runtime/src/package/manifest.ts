/**
 * `manifest-sha256.txt`: one line per other file of the package, digest, two spaces, path, in the order of the paths, so that
 * `sha256sum -c manifest-sha256.txt` checks an unpacked package without Millrace. Invariant: printing a parsed manifest
 * gives the same bytes; a text for which that isn't so is not a manifest.
 */
export const manifestPath = 'manifest-sha256.txt';

export interface ManifestLine {
  path: string;
  /** 64 lower-case hex digits. */
  sha256: string;
}

export function printManifest(lines: readonly ManifestLine[]): string {
  return lines.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
}

/** The lines, or the number of the first (from 1) that isn't one. */
export function parseManifest(text: string): ManifestLine[] | { badLine: number } {
  const lines = text.split('\n');
  if (lines.pop() !== '') return { badLine: lines.length + 1 };
  const parsed: ManifestLine[] = [];
  for (const [index, line] of lines.entries()) {
    const match = /^([0-9a-f]{64}) {2}(.+)$/.exec(line);
    if (!match?.[1] || !match[2]) return { badLine: index + 1 };
    parsed.push({ sha256: match[1], path: match[2] });
  }
  return parsed;
}
