/** Renames as tests ask for them: a marked text in, the changed files out, or why it is refused. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadDocument, type QueryDescriber, settleQueries } from '@millrace/grammar';
import { createFlowLspServices, nodePorts } from '@millrace/language-server';
import { URI } from 'langium';
import { NodeFileSystem } from 'langium/node';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cursorText } from './cursor-text.ts';
import { folderWith, type OpenText, openText } from './language-services.ts';

type Files = Record<string, string | Uint8Array>;

/** The files as they are after it, by name; the reason where it is refused; undefined where nothing can be renamed. */
export async function renamed(marked: string, newName: string, files: Files = {}, queries?: QueryDescriber) {
  const { text, position } = cursorText(marked);
  const { services, document, folder } =
    queries === undefined ? await openText(text, files) : await openWithQueries(text, files, queries);
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const provider = services.flow.lsp.RenameProvider;
  if ((await provider?.prepareRename(document, params)) === undefined) return undefined;
  try {
    return filesAfter(await provider?.rename(document, { ...params, newName }), folder);
  } catch (refused) {
    return (refused as Error).message;
  }
}

async function openWithQueries(text: string, files: Files, queries: QueryDescriber): Promise<OpenText> {
  const folder = folderWith({ ...files, 'main.flow': text });
  const services = createFlowLspServices({ ...NodeFileSystem, ports: nodePorts(), queries });
  const document = await loadDocument(services, URI.file(join(folder, 'main.flow')));
  await settleQueries(document, queries);
  return { services, document, folder };
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
