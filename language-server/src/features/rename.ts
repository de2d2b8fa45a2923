import type { LangiumDocument } from 'langium';
import { DefaultRenameProvider } from 'langium/lsp';
import { LSPErrorCodes, type RenameParams, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';

/** Words that mean themselves where a name may stand: as a name they have to stand in back-quotes. */
const reserved: ReadonlySet<string> = new Set(
  'read select filter infer task write or and not in between if then else true false null'.split(' '),
);

/** Rename: the new name is written so that it stays one name, in back-quotes where it must. */
export class FlowRenameProvider extends DefaultRenameProvider {
  override async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
    return super.rename(document, { ...params, newName: writtenName(params.newName) });
  }
}

function writtenName(name: string): string {
  const plain = name.trim().replace(/^`(.*)`$/, '$1');
  if (plain === '' || /[`\r\n]/.test(plain)) {
    throw new ResponseError(
      LSPErrorCodes.RequestFailed,
      'A name needs at least one character and has no back-quote or line end',
    );
  }
  const isPlainWord = /^[A-Za-z_]\w*$/.test(plain) && !reserved.has(plain);
  return isPlainWord ? plain : `\`${plain}\``;
}
