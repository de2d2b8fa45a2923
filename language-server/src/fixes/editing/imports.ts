/** Imports: a name is added to the import of its file, or with an import of its own behind the others. */
import { importUri } from '@millrace/grammar';
import type * as ast from '@millrace/grammar/syntax';
import { type LangiumDocument, UriUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { addItem } from './lists.ts';
import { writtenName } from './names.ts';
import { insert, lineEnd, spanOf } from './spans.ts';

export function addImport(document: LangiumDocument, name: string, from: LangiumDocument): TextEdit | undefined {
  const { imports } = document.parseResult.value as ast.FlowFile;
  const existing = imports.find((one) => importUri(one)?.toString() === from.uri.toString());
  if (existing !== undefined)
    return addItem({ owner: existing, open: '{', items: existing.symbols }, writtenName(name));
  const text = document.textDocument;
  const line = `import { ${writtenName(name)} } from "${importPath(document, from)}"`;
  const last = imports.at(-1);
  if (last !== undefined) return insert(text, spanOf({ node: last }).end, lineEnd(text) + line);
  return insert(text, headEnd(text.getText()), line + lineEnd(text));
}

/** As an import writes it: relative, and starting with a dot. */
export function importPath(document: LangiumDocument, to: LangiumDocument): string {
  const path = UriUtils.relative(UriUtils.dirname(document.uri), to.uri);
  return path.startsWith('.') ? path : `./${path}`;
}

/** Behind a comment that a blank line parts from the first declaration: it is of the file. */
function headEnd(text: string): number {
  return /^(?:(?:\/\/[^\n]*|\/\*(?:(?!\*\/)[\s\S])*\*\/)[ \t]*\r?\n)+[ \t]*\r?\n/.exec(text)?.[0].length ?? 0;
}
