import { type LangiumDocument, type URI, UriUtils } from 'langium';
import { resolvePath } from '../names/import-uri.ts';

/** A path as a `.flow` file writes it, relative to the folder of the project, with `/`. */
export function projectPath(document: LangiumDocument, path: string, projectFolder: URI): string {
  return UriUtils.relative(projectFolder, resolvePath(document, path));
}
