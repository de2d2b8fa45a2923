/** [P13] Where flow files are looked for: one rule for whoever walks through folders. By its name any file may be given. */

const passedBy: readonly string[] = ['node_modules', 'dist', 'out'];

/** Whether files below a folder of this name are looked for. */
export function isSearchedFolder(name: string): boolean {
  return !name.startsWith('.') && !passedBy.includes(name);
}

/** Nobody writes so much by hand; what a program writes is no part of the project. */
export const searchedFileMaxBytes = 1_000_000;
