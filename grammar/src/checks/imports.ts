import { badImportPath, importNotFound, unusedImport } from '../diagnostics/names.ts';
import { type Import, isImportedSymbol } from '../generated/ast.ts';
import { importUri } from '../names/import-uri.ts';
import type { Check, CheckContext } from './check.ts';
import { importedSymbols } from './unresolved-names.ts';

/** [L7] An import names a `.flow` file that is there, and what it brings is used. */
export const checkImports: Check = (context) => {
  for (const one of context.file.imports) checkPath(one, context);
  const used = usedNames(context);
  for (const symbol of importedSymbols(context.file)) {
    const name = symbol.declaration?.$refText;
    if (symbol.declaration?.ref !== undefined && !used.has(name)) context.accept(unusedImport({ node: symbol }, name));
  }
};

function checkPath(node: Import, { loaded, ports, accept }: CheckContext): void {
  const uri = importUri(node);
  if (uri === undefined || loaded(uri) !== undefined) return;
  const place = { node, property: 'path' };
  if (!/^\.\.?\//.test(node.path) || !node.path.endsWith('.flow')) accept(badImportPath(place, node.path));
  else if (ports.fileExists?.(uri.toString()) === false) accept(importNotFound(place, node.path));
}

function usedNames({ document }: CheckContext): Set<string> {
  const used = document.references.filter(({ $refNode }) => !isImportedSymbol($refNode?.astNode));
  return new Set(used.map(({ $refText }) => $refText));
}
