/** Files that fit, inside the quotes of a path: the folder typed so far, its subfolders and the files of the right kind. */
import { type URI, UriUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Proposal, ProposalContext } from './proposal.ts';

/** Of an import. A path to a neighbour starts with `./`, as in TypeScript. */
export async function importPaths(context: ProposalContext): Promise<Proposal[]> {
  const own = UriUtils.basename(context.cursor.document.uri);
  const paths = await pathsIn(context, ['.flow']);
  const prefix = context.cursor.typed === '' ? './' : '';
  return paths.filter(({ label }) => label !== own).map((path) => ({ ...path, label: prefix + path.label }));
}

/** A file is written as it is named; a folder ends in a slash, so that one goes on in it. */
export async function pathsIn(
  { cursor, services }: ProposalContext,
  extensions: readonly string[],
): Promise<Proposal[]> {
  const folder = cursor.typed.slice(0, cursor.typed.lastIndexOf('/') + 1);
  const uri = UriUtils.resolvePath(UriUtils.dirname(cursor.document.uri), folder);
  const entries = await readFolder(services, uri);
  return entries
    .filter((entry) => !UriUtils.basename(entry.uri).startsWith('.') && UriUtils.basename(entry.uri) !== 'node_modules')
    .filter((entry) => entry.isDirectory || extensions.includes(UriUtils.extname(entry.uri)))
    .map((entry) => {
      const name = UriUtils.basename(entry.uri);
      return entry.isDirectory
        ? { label: `${folder}${name}/`, kind: CompletionItemKind.Folder, rank: 2 }
        : { label: folder + name, kind: CompletionItemKind.File, rank: 1 };
    });
}

/** A folder that is not there, or may not be read, has no files to offer. */
async function readFolder({ shared }: ProposalContext['services'], uri: URI) {
  try {
    return await shared.workspace.FileSystemProvider.readDirectory(uri);
  } catch {
    return [];
  }
}
