/**
 * The files of this machine as texts. Nothing is read for other addresses (`git:`, `vscode-vfs:`, `untitled:`): of them only
 * what the client has opened is known. Of a file too large to be read only as much is taken as shows that it is.
 */
import { open, readFile, stat } from 'node:fs/promises';
import type { FileSystemNode, URI } from 'langium';
import { NodeFileSystemProvider } from 'langium/node';
import type { HeadReader } from '../data-head/read-head.ts';
import { textMax } from './large-texts.ts';

export class LocalFiles extends NodeFileSystemProvider implements HeadReader {
  override async exists(uri: URI): Promise<boolean> {
    return isLocal(uri) && super.exists(uri);
  }

  override async stat(uri: URI): Promise<FileSystemNode> {
    return super.stat(local(uri));
  }

  /** Without its byte order mark, as an editor gives it. */
  override async readFile(uri: URI): Promise<string> {
    const path = local(uri).fsPath;
    const { size } = await stat(path);
    if (size > 4 * textMax) return beginning(path);
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  }

  async readHead(uri: URI, bytes: number): Promise<string> {
    return (await firstBytes(local(uri).fsPath, bytes)).toString('utf8');
  }

  override async readDirectory(uri: URI): Promise<FileSystemNode[]> {
    return super.readDirectory(local(uri));
  }
}

async function beginning(path: string): Promise<string> {
  return (await firstBytes(path, textMax + 1)).toString('latin1');
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
    return Buffer.from(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function local(uri: URI): URI {
  if (isLocal(uri)) return uri;
  throw new Error(`${uri.toString()} is no file of this machine`);
}

function isLocal(uri: URI): boolean {
  return uri.scheme === 'file';
}
