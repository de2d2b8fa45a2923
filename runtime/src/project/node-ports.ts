import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Ports, type QueryDescriber, readSignature, type SignatureResult } from '@millrace/grammar';
import { chunksOf, digestOf } from '../package/content-digest.ts';
import { pinnedFile } from '../pinned-code/pinned-file.ts';
import { codeClosure } from './code-files.ts';
import { openBytes } from './open-bytes.ts';
import { rulesFor } from './project-config.ts';
import { projectFolderAround } from './project-folder.ts';

/**
 * Grammar's ports over the file system. Each file is looked at once, so one command sees one state of the project; a file that
 * can't be read answers undefined, which makes less known.
 */
export function nodePorts(queries: QueryDescriber, loadedFolders: ReadonlySet<string>): Required<Ports> {
  return {
    model: once(modelSignature),
    fileExists: once((uri) => statOf(uri)?.isFile() ?? false),
    fileSize: once((uri) => {
      const stat = statOf(uri);
      return stat?.isFile() ? Number(stat.size) : undefined;
    }),
    fileDigest: once(fileDigest),
    codeFiles: once((uri) => codeClosure(fileURLToPath(uri)).files.map((file) => pathToFileURL(file).href)),
    pinnedCode: (code, uri) => pinnedFile(projectFolderAround(dirname(fileURLToPath(uri))), code),
    projectFolder: once((uri) => pathToFileURL(projectFolderAround(dirname(fileURLToPath(uri)))).href),
    isFolderLoaded: (folder) => loadedFolders.has(fileURLToPath(folder)),
    rules: once((uri) => rulesFor(fileURLToPath(uri))),
    describeQuery: (request) => queries.describe(request),
    sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  };
}

function once<T>(answer: (uri: string) => T): (uri: string) => T {
  const known = new Map<string, T>();
  return (uri) => {
    if (!known.has(uri)) known.set(uri, answer(uri));
    return known.get(uri) as T;
  };
}

function modelSignature(uri: string): SignatureResult | 'missing' | undefined {
  return withBytes(uri, readSignature);
}

function fileDigest(uri: string): string | 'missing' | undefined {
  return withBytes(uri, (source) => digestOf(chunksOf(source)).sha256);
}

function withBytes<T>(uri: string, use: (source: ReturnType<typeof openBytes>) => T): T | 'missing' | undefined {
  if (!statOf(uri)?.isFile()) return 'missing';
  const source = tryOpen(fileURLToPath(uri));
  if (!source) return undefined;
  try {
    return use(source);
  } finally {
    source.close();
  }
}

function tryOpen(path: string): ReturnType<typeof openBytes> | undefined {
  try {
    return openBytes(path);
  } catch {
    // Not readable by this user: unknown, not missing.
    return undefined;
  }
}

function statOf(uri: string): ReturnType<typeof statSync> | undefined {
  try {
    return statSync(fileURLToPath(uri), { throwIfNoEntry: false });
  } catch {
    // A name that is too long, a link that leads back to itself, a folder that may not be looked into: nobody finds a file there.
    return undefined;
  }
}
