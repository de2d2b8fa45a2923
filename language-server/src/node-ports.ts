/**
 * Grammar's ports over the files of this machine. A model's signature is kept until the file's size or time changes, so an
 * edit costs one `stat` per model. It refuses to read anything but `file:` addresses: elsewhere less is known, nothing false.
 */
import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ByteSource, configName, type Ports, readSignature, type SignatureResult } from '@millrace/grammar';
import { URI } from 'langium';
import { nodeRules } from './node-rules.ts';

interface KnownModel {
  stamp: string;
  result: SignatureResult;
}

export function nodePorts(): Ports {
  const models = new Map<string, KnownModel>();
  const rules = nodeRules();
  return {
    fileExists: (uri) => withPath(uri, (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false),
    fileSize: (uri) => withPath(uri, fileSize),
    rules: (uri) => withPath(uri, rules),
    projectFolder: (uri) => withPath(uri, (path) => URI.file(projectFolderOf(path)).toString()),
    model: (uri) => withPath(uri, (path) => modelAt(path, models)),
  };
}

/** The nearest folder upwards with a millrace.json, else the file's own. */
function projectFolderOf(path: string): string {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, configName))) return folder;
    if (folder === dirname(folder)) return dirname(path);
  }
}

/** undefined for what is no file here, and for a file that may not be looked at. */
function withPath<T>(uri: string, read: (path: string) => T): T | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return read(fileURLToPath(uri));
  } catch {
    return undefined;
  }
}

function fileSize(path: string): number | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : undefined;
}

function modelAt(path: string, models: Map<string, KnownModel>): SignatureResult | 'missing' {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) {
    models.delete(path);
    return 'missing';
  }
  const stamp = `${stat.size} ${stat.mtimeMs} ${stat.ino}`;
  const known = models.get(path);
  if (known?.stamp === stamp) return known.result;
  const result = readModel(path);
  models.set(path, { stamp, result });
  return result;
}

function readModel(path: string): SignatureResult {
  const file = openSync(path, 'r');
  try {
    return readSignature(fileSource(file));
  } finally {
    closeSync(file);
  }
}

function fileSource(file: number): ByteSource {
  const { size } = fstatSync(file);
  return {
    size,
    read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset));
    },
  };
}
