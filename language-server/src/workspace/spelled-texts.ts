/**
 * The open texts, with the way the client writes their addresses. Langium writes every address in one way, so that a file is one
 * however it is spelled; but a client that compares letters (`C:` and `c%3A`) must hear of its own spelling.
 */
import { TextDocument, UriUtils } from 'langium';
import { NormalizedTextDocuments } from 'langium/lsp';
import type { Connection, DidOpenTextDocumentParams, Disposable, NotificationHandler } from 'vscode-languageserver';

export class SpelledTexts extends NormalizedTextDocuments<TextDocument> {
  private readonly spellings = new Map<string, string>();

  constructor() {
    super(TextDocument);
  }

  /** As the client wrote it when it last opened the file: also of a closed one, for what was told of it under that name. */
  spelled(uri: string): string {
    return this.spellings.get(uri) ?? uri;
  }

  override listen(connection: Connection): Disposable {
    const onDidOpenTextDocument = (handle: NotificationHandler<DidOpenTextDocumentParams>) =>
      connection.onDidOpenTextDocument((opened) => {
        this.spellings.set(UriUtils.normalize(opened.textDocument.uri), opened.textDocument.uri);
        return handle(opened);
      });
    return super.listen({ ...connection, onDidOpenTextDocument });
  }
}
