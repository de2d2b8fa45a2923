/** An `.onnx` file that is dropped into a flow. Other files stay what the editor makes of them. */
import { type ModelFromFileParams, type ModelFromFileResult, methods } from '@millrace/language-server/protocol';
import {
  type CancellationToken,
  type DataTransfer,
  DocumentDropEdit,
  type DocumentDropEditProvider,
  DocumentDropOrPasteEditKind,
  type Position,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

export class DropModel implements DocumentDropEditProvider {
  static readonly kind = DocumentDropOrPasteEditKind.Text.append('millrace', 'model');
  private readonly client: LanguageClient;

  constructor(client: LanguageClient) {
    this.client = client;
  }

  async provideDocumentDropEdits(
    document: TextDocument,
    position: Position,
    data: DataTransfer,
    token: CancellationToken,
  ): Promise<DocumentDropEdit | undefined> {
    const list = await data.get('text/uri-list')?.asString();
    const file = list?.split(/\r?\n/).find((uri) => uri.endsWith('.onnx'));
    if (file === undefined || !this.client.isRunning()) return undefined;
    const params: ModelFromFileParams = { uri: document.uri.toString(), position, file };
    const answer = await this.client.sendRequest<ModelFromFileResult>(methods.modelFromFile, params, token);
    if (answer === null) return undefined;
    const edit = new DocumentDropEdit('', answer.title, DropModel.kind);
    edit.additionalEdit = new WorkspaceEdit();
    edit.additionalEdit.set(document.uri, await this.client.protocol2CodeConverter.asTextEdits(answer.edits));
    return edit;
  }
}
