/** How a step says where its types are: the text that changes when one of the two gets another place. */
import { type LangiumDocument, type URI, UriUtils } from 'langium';
import { factsOf } from '../analysis/document-facts.ts';
import { pythonImportOf } from './python/python-names.ts';
import { nameOfFile } from './step-code.ts';
import { typesUri } from './step-types.ts';

/**
 * With what stands around it, so that it is found where it is: `../main.flow.d.ts`, `from main_flow import`. undefined where no import
 * can say it. The document tells where its project is.
 */
export function stepTypesImport(flow: URI, step: URI, document: LangiumDocument): string | undefined {
  if (!step.path.endsWith('.py')) return typesSpecifier(flow, UriUtils.dirname(step));
  const module = pythonTypesModule(flow, document);
  return module && `from ${module} import `;
}

/** The way from the folder of a step to the types, as an import says it: `../main.flow.d.ts`. */
export function typesSpecifier(flow: URI, folder: URI): string {
  const path = UriUtils.relative(folder, typesUri(flow));
  return path.startsWith('.') ? path : `./${path}`;
}

/** From the folder of the project. */
export function pythonTypesModule(flow: URI, document: LangiumDocument): string | undefined {
  const folder = factsOf(document).ports.projectFolder?.(document.uri.toString());
  const own = UriUtils.dirname(flow).toString();
  if (folder !== undefined && own !== folder && !own.startsWith(`${folder}/`)) return undefined;
  const between = folder === undefined ? '' : decodeURIComponent(own.slice(folder.length + 1));
  return pythonImportOf(between === '' ? [] : between.split('/'), nameOfFile(flow));
}
