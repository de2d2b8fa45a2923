import type { URI } from 'langium';

/** The files of types as the host has them. Without it, as in a browser, none are written. */
export interface TypesFiles {
  /** undefined where there is no such file. Throws where there is one that may not be read. */
  read(uri: URI): string | undefined;
  /** Whole or not at all, and only really below the folder. Throws with the reason where that cannot be. */
  write(uri: URI, text: string, folder: URI): void;
}
