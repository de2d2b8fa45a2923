/** Offered beside the plain text, which stays what a paste does unless a person chooses. */
import { methods, type PasteAsSchemaParams, type PasteAsSchemaResult } from '@millrace/language-server/protocol';
import {
  type CancellationToken,
  type DataTransfer,
  DocumentDropOrPasteEditKind,
  DocumentPasteEdit,
  type DocumentPasteEditContext,
  type DocumentPasteEditProvider,
  type Range,
  SnippetString,
  type TextDocument,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

export class PasteSchema implements DocumentPasteEditProvider {
  static readonly kind = DocumentDropOrPasteEditKind.Text.append('millrace', 'schema');
  private readonly client: LanguageClient;

  constructor(client: LanguageClient) {
    this.client = client;
  }

  async provideDocumentPasteEdits(
    document: TextDocument,
    [range]: readonly Range[],
    data: DataTransfer,
    _: DocumentPasteEditContext,
    token: CancellationToken,
  ): Promise<DocumentPasteEdit[] | undefined> {
    const text = await data.get('text/plain')?.asString();
    if (text === undefined || range === undefined || !this.client.isRunning()) return undefined;
    const params: PasteAsSchemaParams = { uri: document.uri.toString(), position: range.start, text };
    const answer = await this.client.sendRequest<PasteAsSchemaResult>(methods.pasteAsSchema, params, token);
    if (answer === null) return undefined;
    const edit = new DocumentPasteEdit(new SnippetString(answer.snippet), answer.title, PasteSchema.kind);
    edit.yieldTo = [DocumentDropOrPasteEditKind.Text];
    return [edit];
  }
}
