import { AstUtils, type LangiumDocument, type URI, UriUtils } from 'langium';
import type * as ast from '../generated/ast.ts';

/** The file at a path as a `.flow` file writes it: relative to the folder of the file it stands in. */
export function resolvePath(document: LangiumDocument, path: string): URI {
  return UriUtils.resolvePath(UriUtils.dirname(document.uri), path);
}

/** undefined where the import has no path, as in a text half typed. */
export function importUri(declaration: ast.Import): URI | undefined {
  const { path } = declaration;
  return path ? resolvePath(AstUtils.getDocument(declaration), path) : undefined;
}

/** The files a document imports, in the order of their imports; none as long as its text is not parsed. */
export function importedUris(document: LangiumDocument): URI[] {
  const file = document.parseResult.value as ast.FlowFile;
  return (file.imports ?? []).map(importUri).filter((uri) => uri !== undefined);
}
