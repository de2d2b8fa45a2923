import type { AstNode } from 'langium';
import { badImportPath, importNotFound, unusedImport } from '../diagnostics/names.ts';
import type { Import, ImportedSymbol } from '../generated/ast.ts';
import { importUri } from '../names/import-uri.ts';
import type { Check, CheckContext } from './check.ts';
import { importedSymbols } from './unresolved-names.ts';

/** [L7] An import names a `.flow` file that is there, and what it brings is used. */
export const checkImports: Check = (context) => {
  for (const one of context.file.imports) checkPath(one, context);
  const used = usedDeclarations(context);
  for (const symbol of importedSymbols(context.file)) {
    const declaration = symbol.declaration?.ref;
    if (declaration !== undefined && !used.has(declaration)) {
      context.accept(unusedImport({ node: symbol }, symbol.declaration.$refText));
    }
  }
};

function checkPath(node: Import, { loaded, ports, accept }: CheckContext): void {
  const uri = importUri(node);
  if (uri === undefined || loaded(uri) !== undefined) return;
  const place = { node, property: 'path' };
  if (!/^\.\.?\//.test(node.path) || !node.path.endsWith('.flow')) accept(badImportPath(place, node.path));
  else if (ports.fileExists?.(uri.toString()) !== true) accept(importNotFound(place, node.path));
}

function usedDeclarations({ document }: CheckContext): Set<AstNode> {
  const used = new Set<AstNode>();
  for (const reference of document.references) {
    const isImport = reference.$refNode?.astNode.$type === ('ImportedSymbol' satisfies ImportedSymbol['$type']);
    if (!isImport && 'ref' in reference && reference.ref !== undefined) used.add(reference.ref);
  }
  return used;
}
