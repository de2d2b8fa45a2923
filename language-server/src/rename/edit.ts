/** The edits of a rename by file, and as the client can take them. */

import type { AstNode, LangiumDocument, TextDocumentProvider } from 'langium';
import { AstUtils } from 'langium';
import { type Range, TextDocumentEdit, TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Client } from '../workspace/client.ts';

export class Edits {
  /** By the address of the file. */
  readonly files = new Map<string, TextEdit[]>();
  private readonly documents = new Map<string, LangiumDocument>();

  replace(node: AstNode, range: Range, newText: string): void {
    this.replaceIn(AstUtils.getDocument(node), range, newText);
  }

  replaceIn(document: LangiumDocument, range: Range, newText: string): void {
    const { uri } = document.textDocument;
    const edits = this.files.get(uri) ?? [];
    this.files.set(uri, edits);
    this.documents.set(uri, document);
    const edit = TextEdit.replace(range, newText);
    if (document.textDocument.getText(range) !== newText && !edits.some((one) => isSame(one, edit))) edits.push(edit);
  }

  /** The texts as they will be. */
  texts(): Map<string, string> {
    return new Map(
      [...this.files].map(([uri, edits]) => {
        const { textDocument } = this.documents.get(uri) as LangiumDocument;
        const copy = TextDocument.create(uri, 'flow', 0, textDocument.getText());
        return [uri, TextDocument.applyEdits(copy, edits)];
      }),
    );
  }
}

function isSame(one: TextEdit, other: TextEdit): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** With versions where the client knows them, so that an edit of a text that has changed meanwhile is not made. */
export function workspaceEdit({ files }: Edits, client: Client, open: TextDocumentProvider | undefined): WorkspaceEdit {
  const changed = [...files].filter(([, edits]) => edits.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  if (client.capabilities?.workspace?.workspaceEdit?.documentChanges !== true)
    return { changes: Object.fromEntries(changed) };
  const documentChanges = changed.map(([uri, edits]) =>
    TextDocumentEdit.create({ uri, version: open?.get(uri)?.version ?? null }, edits),
  );
  return { documentChanges };
}
