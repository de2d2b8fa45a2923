/**
 * A text of more than a million characters costs a second with every key, so the server does not parse it: it says so, and
 * knows nothing else of it. The command checks it all the same.
 */
import { type AstNode, DefaultLangiumDocumentFactory, type ParseResult, type URI } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';

/** In characters. */
export const textMax = 1_000_000;

/** What of a text is parsed. */
export function parsedText(text: string): string {
  return text.length > textMax ? '' : text;
}

export class SmallTextFactory extends DefaultLangiumDocumentFactory {
  protected override parseAsync<T extends AstNode = AstNode>(
    uri: URI,
    text: string,
    token: CancellationToken,
  ): Promise<ParseResult<T>> {
    return super.parseAsync(uri, parsedText(text), token);
  }
}
