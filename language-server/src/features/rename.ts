import type { LangiumDocument, LangiumParser } from 'langium';
import { DefaultRenameProvider } from 'langium/lsp';
import { LSPErrorCodes, type RenameParams, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import type { FlowLanguageServices } from '../services.ts';

/** Rename: the new name is written so that it stays one name, in back-quotes where it must. */
export class FlowRenameProvider extends DefaultRenameProvider {
  private readonly parser: LangiumParser;

  constructor(services: FlowLanguageServices) {
    super(services);
    this.parser = services.parser.LangiumParser;
  }

  override async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
    return super.rename(document, { ...params, newName: this.writtenName(params.newName) });
  }

  private writtenName(name: string): string {
    const plain = name.trim().replace(/^`(.*)`$/, '$1');
    if (plain === '' || /[`\r\n]/.test(plain)) {
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        'A name needs at least one character and has no back-quote or line end',
      );
    }
    return this.isName(plain) ? plain : `\`${plain}\``;
  }

  /** The syntax knows which words may be names everywhere; what begins a node, for one, may not. */
  private isName(word: string): boolean {
    if (!/^[A-Za-z_]\w*$/.test(word)) return false;
    const { lexerErrors, parserErrors } = this.parser.parse(word, { rule: 'SchemaName' });
    return lexerErrors.length + parserErrors.length === 0;
  }
}
