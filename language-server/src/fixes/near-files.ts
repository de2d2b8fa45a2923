/** Files of the project that a wrong path may have meant. */
import { nearNames } from '@millrace/grammar';
import { type LangiumDocument, type URI, UriUtils } from 'langium';
import type { FlowLanguageServices } from '../services.ts';

const mostFolders = 100;

/** By path from the document's folder, the likeliest first: one of that name elsewhere, then one nearly of that path. */
export async function nearFiles(
  wrong: string,
  extensions: readonly string[],
  document: LangiumDocument,
  services: FlowLanguageServices,
): Promise<string[]> {
  const folder = UriUtils.dirname(document.uri);
  const files = await filesBelow(folder, services);
  const paths = files
    .filter((uri) => extensions.includes(UriUtils.extname(uri)))
    .map((uri) => UriUtils.relative(folder, uri));
  const named = paths.filter((path) => nameOf(path) === nameOf(wrong));
  const near = [...nearNames(wrong.replace(/^\.\//, ''), paths), ...paths.filter((path) => isNear(path, wrong))];
  return [...new Set([...named, ...near])].filter((path) => path !== wrong).slice(0, 3);
}

function isNear(path: string, wrong: string): boolean {
  return nearNames(nameOf(wrong), [nameOf(path)]).length > 0;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** No further than a project of a hundred folders goes. */
async function filesBelow(folder: URI, services: FlowLanguageServices): Promise<URI[]> {
  const files: URI[] = [];
  const waiting = [folder];
  for (const [index, next] of waiting.entries()) {
    if (index >= mostFolders) break;
    for (const { uri, isDirectory } of await readFolder(next, services)) {
      const name = UriUtils.basename(uri);
      if (name.startsWith('.') || name === 'node_modules') continue;
      if (isDirectory) waiting.push(uri);
      else files.push(uri);
    }
  }
  return files;
}

async function readFolder(uri: URI, { shared }: FlowLanguageServices) {
  try {
    return await shared.workspace.FileSystemProvider.readDirectory(uri);
  } catch {
    return [];
  }
}
