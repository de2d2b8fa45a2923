/** Renames as tests ask for them: a marked text in, the changed files out, or why it is refused. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cursorText } from './cursor-text.ts';
import { openText } from './language-services.ts';

type Files = Record<string, string | Uint8Array>;

/** The files as they are after it, by name; the reason where it is refused; undefined where nothing can be renamed. */
export async function renamed(marked: string, newName: string, files: Files = {}) {
  const { text, position } = cursorText(marked);
  const { services, document, folder } = await openText(text, files);
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const provider = services.flow.lsp.RenameProvider;
  if ((await provider?.prepareRename(document, params)) === undefined) return undefined;
  try {
    return filesAfter(await provider?.rename(document, { ...params, newName }), folder);
  } catch (refused) {
    return (refused as Error).message;
  }
}

/** Each file that is changed, by its name in the folder. */
export function filesAfter(edit: WorkspaceEdit | null | undefined, folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
      const old = TextDocument.create(uri, 'flow', 0, readFileSync(fileURLToPath(uri), 'utf8'));
      return [uri.slice(uri.indexOf(folder) + folder.length + 1), TextDocument.applyEdits(old, edits)];
    }),
  );
}
