import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { URI } from 'langium';
import { NodeFileSystemProvider } from 'langium/node';
import { decodeStrictly } from './strict-utf8.ts';

/** Langium's file system, except that a file which isn't UTF-8 is refused instead of read with replacement characters. */
export class StrictFileSystem extends NodeFileSystemProvider {
  override async readFile(uri: URI): Promise<string> {
    return decodeStrictly(await readFile(uri.fsPath), uri.fsPath);
  }

  override readFileSync(uri: URI): string {
    return decodeStrictly(readFileSync(uri.fsPath), uri.fsPath);
  }
}
