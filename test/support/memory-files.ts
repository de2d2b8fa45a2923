/** A project in memory: what a host of the language would give it, filled from texts and bytes. */
import { createHash } from 'node:crypto';
import { type Ports, readSignature } from '@millrace/grammar';
import { EmptyFileSystemProvider, type FileSystemNode, type URI } from 'langium';
import { signatureFromText } from './signature-text.ts';

/** Content by absolute path. A model is its bytes, or its signature as text; see `signatureFromText`. */
export type Files = Map<string, string | Uint8Array>;

export class MemoryFileSystem extends EmptyFileSystemProvider {
  private readonly files: Files;

  constructor(files: Files) {
    super();
    this.files = files;
  }

  override async exists(uri?: URI): Promise<boolean> {
    return uri !== undefined && this.files.has(uri.path);
  }

  override async readFile(uri?: URI): Promise<string> {
    const content = uri && this.files.get(uri.path);
    if (typeof content !== 'string') throw new Error(`No text at ${uri?.path}`);
    return content;
  }

  override async readDirectory(uri?: URI): Promise<FileSystemNode[]> {
    if (uri === undefined) return [];
    const folder = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
    const below = [...this.files.keys()]
      .filter((path) => path.startsWith(folder))
      .map((path) => path.slice(folder.length));
    const names = new Map(below.map((path) => [path.split('/')[0] ?? '', path.includes('/')]));
    return [...names].map(([name, isDirectory]) => {
      return { isFile: !isDirectory, isDirectory, uri: uri.with({ path: folder + name }) };
    });
  }

  override async stat(uri: URI): Promise<FileSystemNode> {
    return { isFile: this.files.has(uri.path), isDirectory: false, uri };
  }
}

export function memoryPorts(files: Files): Ports {
  const at = (uri: string) => files.get(decodeURIComponent(new URL(uri).pathname));
  return {
    model: (uri) => modelAt(at(uri)),
    fileExists: (uri) => at(uri) !== undefined,
    fileSize: (uri) => at(uri)?.length,
    fileDigest: (uri) => digest(at(uri)),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

function modelAt(content: string | Uint8Array | undefined) {
  if (content === undefined) return 'missing';
  if (typeof content === 'string' && content.includes('->'))
    return { ok: true, signature: signatureFromText(content) } as const;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return readSignature({ size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) });
}

function digest(content: string | Uint8Array | undefined) {
  return content === undefined ? 'missing' : createHash('sha256').update(content).digest('hex');
}
