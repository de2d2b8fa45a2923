/** The edits of a rename by file, and as the client can take them. */

import type { AstNode, LangiumDocument, TextDocumentProvider } from 'langium';
import { AstUtils } from 'langium';
import { type Range, TextDocumentEdit, TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Client } from '../workspace/client.ts';

export class Edits {
  /** By the address of the file. */
  readonly files = new Map<string, TextEdit[]>();
  private readonly documents = new Map<string, { version: number; text: string }>();

  replace(node: AstNode, range: Range, newText: string): void {
    this.replaceIn(AstUtils.getDocument(node), range, newText);
  }

  replaceIn(document: LangiumDocument, range: Range, newText: string): void {
    const { uri } = document.textDocument;
    const edits = this.files.get(uri) ?? [];
    this.files.set(uri, edits);
    if (!this.documents.has(uri)) this.documents.set(uri, textOf(document));
    const edit = TextEdit.replace(range, newText);
    if (document.textDocument.getText(range) !== newText && !edits.some((one) => isSame(one, edit))) edits.push(edit);
  }

  /** The texts as they will be. */
  texts(): Map<string, string> {
    return new Map(
      [...this.files].map(([uri, edits]) => {
        const copy = TextDocument.create(uri, 'flow', 0, this.documents.get(uri)?.text ?? '');
        return [uri, TextDocument.applyEdits(copy, edits)];
      }),
    );
  }

  /** Of the text that the edits are for, which may have changed since. */
  versionOf(uri: string): number | undefined {
    return this.documents.get(uri)?.version;
  }
}

function textOf({ textDocument }: LangiumDocument): { version: number; text: string } {
  return { version: textDocument.version, text: textDocument.getText() };
}

function isSame(one: TextEdit, other: TextEdit): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** With versions where the client knows them, so that an edit of a text that has changed meanwhile is not made. */
export function workspaceEdit(edits: Edits, client: Client, open: TextDocumentProvider | undefined): WorkspaceEdit {
  const changed = [...edits.files].filter(([, list]) => list.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  if (client.capabilities?.workspace?.workspaceEdit?.documentChanges !== true)
    return { changes: Object.fromEntries(changed) };
  const versionOf = (uri: string) => (open?.get(uri) === undefined ? null : (edits.versionOf(uri) ?? null));
  const documentChanges = changed.map(([uri, list]) => TextDocumentEdit.create({ uri, version: versionOf(uri) }, list));
  return { documentChanges };
}
