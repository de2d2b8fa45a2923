import { type AstNode, AstUtils, type LangiumDocument, type LinkingError, type Reference } from 'langium';
import { damageOf, isHeaderDamaged } from '../analysis/damage.ts';
import { streamsOf } from '../analysis/nodes-of.ts';
import type { FlowDiagnostic, Place } from '../diagnostics/diagnostic.ts';
import { isMisspelt } from '../diagnostics/is-misspelt.ts';
import { importedNameNotFound, notImported, unresolvedName, wrongKindOfName } from '../diagnostics/names.ts';
import * as ast from '../generated/ast.ts';
import { importUri } from '../names/import-uri.ts';
import type { Check, CheckContext } from './check.ts';

/** [L5] A name that means nothing here. A name whose import is at fault is reported there and not at each of its uses. */
export const checkUnresolvedNames: Check = (context) => {
  for (const reference of context.document.references) {
    const diagnostic = reference.error && describe(reference as Reference, reference.error, context);
    if (diagnostic) context.accept(diagnostic);
  }
};

function describe(reference: Reference, { info }: LinkingError, context: CheckContext): FlowDiagnostic | undefined {
  const name = reference.$refText;
  const place: Place = { node: info.container, property: info.property, index: info.index };
  // A test of an unknown flow names nothing that could be known.
  if (ast.isTestClause(info.container) && info.container.$container.run?.flow?.ref === undefined) return undefined;
  // What is no dataset is a connector, which the catalogue knows.
  if (name === '' || ast.isSource(info.container) || isInLostText(name, context.document)) return undefined;
  if (ast.isImportedSymbol(info.container)) return missingSymbol(info.container, name, place, context);
  const kind = kindWanted(info.container, info.property);
  if (kind === 'node' && isDamagedParameter(name, info.container)) return undefined;
  if (kind === 'node') return unresolvedName(place, kind, name, nodeNames(info.container));
  const symbol = importedSymbols(context.file).find((one) => one.declaration?.$refText === name);
  const other = symbol?.declaration.ref ?? context.file.declarations.find((one) => nameOf(one) === name);
  if (other !== undefined) {
    return wrongKindOfName(place, name, kindOfDeclaration(other), kind, declaredNames(kind, context.file));
  }
  if (symbol !== undefined) return undefined;
  const broken = importedSymbols(context.file).filter(({ declaration }) => declaration?.ref === undefined);
  if (
    isMisspelt(
      name,
      broken.map(({ declaration }) => declaration?.$refText),
    )
  )
    return undefined;
  const path = pathDeclaring(name, context);
  if (path !== undefined) return notImported(place, kind, name, path);
  return unresolvedName(place, kind, name, declaredNames(kind, context.file));
}

/** Whether it is a stream is among what could not be read. */
function isDamagedParameter(name: string, container: AstNode): boolean {
  const flow = AstUtils.getContainerOfType(container, ast.isFlow);
  return isHeaderDamaged(flow) && (flow?.parameters.some((one) => one.name === name) ?? false);
}

/** The parser skipped the words that would have declared it: the syntax error says enough. */
export function isInLostText(name: string, document: LangiumDocument): boolean {
  return damageOf(document)?.lostWords.has(name) ?? false;
}

function missingSymbol(symbol: ast.ImportedSymbol, name: string, place: Place, { loaded }: CheckContext) {
  const uri = importUri(symbol.$container);
  const imported = uri && loaded(uri);
  if (imported?.$document === undefined || isInLostText(name, imported.$document)) return undefined;
  const known = imported.declarations.map(nameOf).filter((one) => one !== undefined);
  return importedNameNotFound(place, name, symbol.$container.path, known);
}

/** The path of an import whose file declares the name without the import bringing it. */
function pathDeclaring(name: string, { file, loaded }: CheckContext): string | undefined {
  return file.imports.find((one) => {
    const uri = importUri(one);
    return uri && loaded(uri)?.declarations.some((declaration) => nameOf(declaration) === name);
  })?.path;
}

type WantedKind = 'node' | 'model' | 'schema' | 'flow';

function kindWanted(container: AstNode, property: string): WantedKind {
  if (property === 'model') return 'model';
  if (ast.isFlowRun(container)) return 'flow';
  return ast.isSchema(container) || ast.isSchemaReference(container) ? 'schema' : 'node';
}

/** Tests have titles. */
function nameOf(declaration: ast.Declaration): string | undefined {
  return ast.isTest(declaration) ? undefined : declaration.name || undefined;
}

function kindOfDeclaration(declaration: ast.Declaration): string {
  return declaration.$type.toLowerCase();
}

function nodeNames(container: AstNode): string[] {
  const flow = AstUtils.getContainerOfType(container, ast.isFlow);
  const own = AstUtils.getContainerOfType(container, ast.isNode);
  return (flow ? streamsOf(flow) : []).filter((node) => node !== own && node.name).map(({ name }) => name);
}

function declaredNames(kind: WantedKind, file: ast.FlowFile): string[] {
  const imported = importedSymbols(file).map((symbol) => symbol.declaration?.ref);
  const visible = [...file.declarations, ...imported].filter((one) => one !== undefined);
  return visible.filter((one) => kindOfDeclaration(one) === kind).flatMap((one) => nameOf(one) ?? []);
}

export function importedSymbols(file: ast.FlowFile): ast.ImportedSymbol[] {
  return file.imports.flatMap(({ symbols }) => symbols);
}
