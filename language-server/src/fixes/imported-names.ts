/** A name that another file of the project declares is imported; an import that nobody uses goes. */
import { printName } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import { AstUtils } from 'langium';
import { addImport, importPath } from './editing/imports.ts';
import { removeItem } from './editing/lists.ts';
import { insert, lineEnd } from './editing/spans.ts';
import { removeStatement, statementSpan } from './editing/statements.ts';
import { type Fix, type Mend, type Mistake, preferred } from './fix.ts';

export const importElsewhere: Fix = {
  codes: ['FLOW110', 'FLOW111', 'FLOW124'],
  mends(mistake) {
    const { name } = mistake.facts;
    const places = name === undefined ? [] : [...declaring(name, mistake)];
    return places.map((other) => ({
      title: `Import "${name}" from "${importPath(mistake.document, other)}"`,
      edits: [addImport(mistake.document, name as string, other)],
      isPreferred: places.length === 1,
    }));
  },
};

function declaring(name: string, { code, facts, document, services }: Mistake): LangiumDocument[] {
  const kind = code === 'FLOW124' ? 'dataset' : facts.kind;
  const { projectFolder = () => undefined } = services.host.Ports;
  const project = projectFolder(document.uri.toString());
  const all = services.shared.workspace.LangiumDocuments.all.filter((other) => other !== document).toArray();
  return all.filter(({ parseResult, uri }) => {
    if (projectFolder(uri.toString()) !== project) return false;
    const { declarations = [] } = parseResult.value as ast.FlowFile;
    return declarations.some((one) => !ast.isTest(one) && one.name === name && one.$type.toLowerCase() === kind);
  });
}

/** A schema that is not there yet, above the declaration that wants it. */
export const declareSchema: Fix = {
  codes: ['FLOW110'],
  mends({ facts: { name, kind }, node, document }) {
    const declaration = AstUtils.getContainerOfType(node, ast.isDeclaration);
    if (name === undefined || kind !== 'schema' || declaration === undefined) return [];
    const text = document.textDocument;
    const end = lineEnd(text);
    const schema = `schema ${printName(name)} {${end}  id: string${end}}${end}${end}`;
    return [{ title: `Declare schema "${name}"`, edits: [insert(text, statementSpan(declaration).offset, schema)] }];
  },
};

function isUsed(symbol: ast.ImportedSymbol): boolean {
  const { references } = AstUtils.getDocument(symbol);
  return references.some(({ $refText, $refNode }) => {
    return $refText === symbol.declaration?.$refText && $refNode?.astNode !== symbol;
  });
}

export const unusedImports: Fix = {
  codes: ['FLOW114', 'FLOW115'],
  mends({ node, code }): Mend[] {
    if (!ast.isImportedSymbol(node) || (code === 'FLOW114' && isUsed(node))) return [];
    const name = node.declaration?.$refText ?? '';
    const { symbols } = node.$container;
    const edit = symbols.length === 1 ? removeStatement(node.$container) : removeItem(node);
    const mends = preferred(`Remove "${name}" from the import`, edit);
    return code === 'FLOW115' ? mends.map((mend) => ({ ...mend, isSafe: true })) : mends;
  },
};
