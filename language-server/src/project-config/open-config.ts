import type { URI } from 'langium';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** A millrace.json that the client has open. */
export interface OpenConfig {
  uri: URI;
  document: TextDocument;
}
