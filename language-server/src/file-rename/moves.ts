import { URI } from 'langium';
import type { FileRename } from 'vscode-languageserver';

/** Where files are after some files and folders have been renamed. */
export class Moves {
  private readonly moves: { from: URI; to: URI }[];

  constructor(renames: readonly FileRename[]) {
    const moves = renames.map(({ oldUri, newUri }) => ({ from: URI.parse(oldUri), to: URI.parse(newUri) }));
    // The innermost folder decides.
    this.moves = moves.sort((a, b) => b.from.path.length - a.from.path.length);
  }

  /** The names of what is moved, as a path that leads there ends with or contains them. */
  get names(): string[] {
    return this.moves.map(({ from }) => from.path.replace(/\/$/, '').split('/').at(-1) ?? '');
  }

  placeOf(uri: URI): URI {
    for (const { from, to } of this.moves) {
      const rest = restBelow(uri.path, from.path.replace(/\/$/, ''));
      if (rest !== undefined && uri.scheme === from.scheme) return to.with({ path: to.path.replace(/\/$/, '') + rest });
    }
    return uri;
  }

  isMoved(uri: URI): boolean {
    return this.placeOf(uri) !== uri;
  }
}

function restBelow(path: string, folder: string): string | undefined {
  if (path === folder) return '';
  return path.startsWith(`${folder}/`) ? path.slice(folder.length) : undefined;
}
