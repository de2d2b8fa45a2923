/** Code actions asked for directly, and the texts of a project as they are after one. */
import type { FlowLspServices } from '@millrace/language-server';
import type { LangiumDocument } from 'langium';
import type { CodeAction, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

export async function codeActions(
  services: FlowLspServices,
  document: LangiumDocument,
  range: Range,
  only?: string[],
): Promise<CodeAction[]> {
  const { uri } = document.textDocument;
  const context = { diagnostics: [], ...(only && { only }) };
  const found = await services.flow.lsp.CodeActionProvider?.getCodeActions(document, {
    textDocument: { uri },
    range,
    context,
  });
  return (found ?? []) as CodeAction[];
}

/** All of a text. */
export function wholeRange(document: LangiumDocument): Range {
  const text = document.textDocument;
  return { start: { line: 0, character: 0 }, end: text.positionAt(text.getText().length) };
}

/** By address; `textAt` gives what stood there before. A file that is made has an empty text at first. */
export function afterEdit(
  edit: WorkspaceEdit | undefined,
  textAt: (uri: string) => string | undefined,
): Map<string, string> {
  const texts = new Map<string, string>();
  const apply = (uri: string, edits: TextEdit[]) => {
    const old = texts.get(uri) ?? textAt(uri) ?? '';
    texts.set(uri, TextDocument.applyEdits(TextDocument.create(uri, 'flow', 0, old), edits));
  };
  for (const change of edit?.documentChanges ?? []) {
    if ('textDocument' in change) apply(change.textDocument.uri, change.edits as TextEdit[]);
    else if (change.kind === 'create') texts.set(change.uri, '');
  }
  for (const [uri, edits] of Object.entries(edit?.changes ?? {})) apply(uri, edits);
  return texts;
}
