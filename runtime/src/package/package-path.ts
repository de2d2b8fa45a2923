export const pathBytesMax = 1024;

/**
 * Which names a file of a package may have: relative, inside, and the same file on every system. Refuses what could be
 * written anywhere else (`..`, absolute, drive letters, backslashes) and what Windows or macOS would read as another name.
 */
export function packagePathProblem(path: string): string | undefined {
  if (path === '') return 'has no name';
  if (path.startsWith('/')) return 'has an absolute path';
  if (/^[A-Za-z]:/.test(path)) return 'has a path with a drive letter';
  if (path.includes('\\')) return 'has a backslash in its path';
  if (hasControlCharacter(path)) return 'has a control character in its path';
  if (Buffer.byteLength(path) > pathBytesMax) return `has a path of more than ${pathBytesMax} bytes`;
  const parts = path.split('/');
  if (parts.includes('..')) return 'leaves the package with ".."';
  if (parts.includes('.') || parts.includes('')) return 'has an empty part or "." in its path';
  return undefined;
}

/** Equal for two paths that some file system takes for the same file. */
export function foldedPath(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** The order of everything in a package: by the bytes of the paths in UTF-8, which no locale changes. */
export function byPath(left: { path: string }, right: { path: string }): number {
  return Buffer.compare(Buffer.from(left.path), Buffer.from(right.path));
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}
