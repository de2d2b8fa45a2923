/** Reads texts: of an open one no more than a key has changed, wherever that can be; of one that is too large nothing. */
import { rereadText } from '@millrace/grammar';
import {
  type AstNode,
  DefaultLangiumDocumentFactory,
  DocumentState,
  type LangiumDocument,
  type Mutable,
  type ParseResult,
  type URI,
} from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import { parsedText } from './large-texts.ts';

export class FlowDocumentFactory extends DefaultLangiumDocumentFactory {
  override update<T extends AstNode = AstNode>(
    document: Mutable<LangiumDocument<T>>,
    token: CancellationToken,
  ): Promise<LangiumDocument<T>> {
    const open = this.textDocuments?.get(document.uri.toString());
    if (open !== undefined && document.state < DocumentState.Parsed) this.reread(document, parsedText(open.getText()));
    return super.update(document, token);
  }

  /** What is read here needs no parsing any more: Langium parses where the text is another than that of the tree. */
  private reread<T extends AstNode>(document: Mutable<LangiumDocument<T>>, text: string): void {
    if (document.parseResult.value.$cstNode?.root.fullText === text) return;
    const { parser } = this.serviceRegistry.getServices(document.uri);
    const reread = rereadText(document.parseResult, text, parser.LangiumParser);
    if (reread !== undefined) document.parseResult = reread as ParseResult<T>;
  }

  protected override parseAsync<T extends AstNode = AstNode>(
    uri: URI,
    text: string,
    token: CancellationToken,
  ): Promise<ParseResult<T>> {
    return super.parseAsync(uri, parsedText(text), token);
  }
}
