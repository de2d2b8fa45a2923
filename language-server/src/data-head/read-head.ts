/** The beginning of a data file as text, as much as shows what its columns hold; a line that is cut off is left out. */
import type { FileSystemProvider, URI } from 'langium';

export const headBytes = 64 * 1024;

/** File systems that need not read a whole file for its beginning. */
export interface HeadReader {
  /** UTF-8, so many bytes at most; rejects where there is no such file. */
  readHead(uri: URI, bytes: number): Promise<string>;
}

/** undefined where it cannot be read. */
export async function readHead(files: FileSystemProvider, uri: URI): Promise<string | undefined> {
  try {
    const text = isHeadReader(files) ? await files.readHead(uri, headBytes) : await files.readFile(uri);
    return wholeLines(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

function isHeadReader(files: unknown): files is HeadReader {
  return typeof (files as Partial<HeadReader>).readHead === 'function';
}

/** In UTF-8 a character has a byte at least, so a shorter text is all there is. */
function wholeLines(text: string): string {
  if (text.length < headBytes / 4) return text;
  const head = text.slice(0, headBytes);
  return head.slice(0, head.lastIndexOf('\n') + 1) || head;
}
