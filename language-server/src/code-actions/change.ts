/** What an action does to the texts, and the form in which this client takes it. */
import type { TextDocumentProvider } from 'langium';
import {
  CreateFile,
  OptionalVersionedTextDocumentIdentifier,
  TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Client } from '../workspace/client.ts';

export interface Change {
  /** Per document, by its address. */
  edits: { uri: string; edits: TextEdit[] }[];
  /** Files that are made, with what stands in them. */
  created?: { uri: string; text: string }[];
}

export function canCreateFiles(client: Client): boolean {
  return client.can(({ workspace }) => {
    const { documentChanges, resourceOperations } = workspace?.workspaceEdit ?? {};
    return documentChanges === true && resourceOperations?.includes('create') === true;
  });
}

/** Edits of one document stand together, in the order of the text. Only what is open has a version that a client knows. */
export function toWorkspaceEdit(
  { edits, created = [] }: Change,
  client: Client,
  open: TextDocumentProvider | undefined,
): WorkspaceEdit {
  if (!client.can(({ workspace }) => workspace?.workspaceEdit?.documentChanges)) {
    return { changes: Object.fromEntries(edits.map(({ uri, edits: own }) => [uri, own])) };
  }
  const changed = edits.map(({ uri, edits: own }) => {
    const version = open?.get(uri)?.version ?? null;
    return TextDocumentEdit.create(OptionalVersionedTextDocumentIdentifier.create(uri, version), own);
  });
  return { documentChanges: [...created.flatMap(creation), ...changed] };
}

/** A file that is there already stays as it is. */
function creation({ uri, text }: { uri: string; text: string }) {
  const start = { line: 0, character: 0 };
  const document = OptionalVersionedTextDocumentIdentifier.create(uri, null);
  return [
    CreateFile.create(uri, { ignoreIfExists: true }),
    TextDocumentEdit.create(document, [{ range: { start, end: start }, newText: text }]),
  ];
}
