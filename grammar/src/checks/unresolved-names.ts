import { type AstNode, AstUtils, type LangiumDocument, type LinkingError, type Reference } from 'langium';
import { damageOf, isHeaderDamaged } from '../analysis/damage.ts';
import { streamsOf } from '../analysis/nodes-of.ts';
import type { FlowDiagnostic, Place } from '../diagnostics/diagnostic.ts';
import { isMisspelt } from '../diagnostics/is-misspelt.ts';
import { importedNameNotFound, notImported, unresolvedName, wrongKindOfName } from '../diagnostics/names.ts';
import * as ast from '../generated/ast.ts';
import { allByName, importedByName, symbolsOf } from '../names/by-name.ts';
import { importUri } from '../names/import-uri.ts';
import { scalarMeantBy } from '../types/foreign-names.ts';
import { scalarNames } from '../types/type.ts';
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
  if (ast.isTestClause(info.container) && isOfUnknownFlow(name, info.container)) return undefined;
  // What is no dataset is a connector, which the catalogue knows.
  if (name === '' || ast.isSource(info.container) || isInLostText(name, context.document)) return undefined;
  if (ast.isImportedSymbol(info.container)) return missingSymbol(info.container, name, place, context);
  const kind = kindWanted(info.container, info.property);
  if (kind === 'node' && isDamagedParameter(name, info.container)) return undefined;
  if (kind === 'node') return unresolvedName(place, kind, name, nodeNames(info.container));
  const symbol = importedByName(context.file).get(name)?.[0];
  const named = allByName(context.file.declarations).get(name) as ast.Declaration[] | undefined;
  const other = symbol?.declaration.ref ?? named?.find((one) => nameOf(one) === name);
  if (other !== undefined) {
    return wrongKindOfName(place, name, kindOfDeclaration(other), kind, declaredNames(kind, context.file));
  }
  if (symbol !== undefined) return undefined;
  if (isMisspelt(name, brokenImports(context.file))) return undefined;
  const path = pathDeclaring(name, context);
  if (path !== undefined) return notImported(place, kind, name, path);
  const known = declaredNames(kind, context.file);
  if (!ast.isSchemaReference(info.container)) return unresolvedName(place, kind, name, known);
  return unresolvedName(place, kind, name, typeNames(known), scalarMeantBy(name));
}

/** A test of an unknown flow names nothing that could be known; of one that is damaged, in another file maybe, what was lost there. */
function isOfUnknownFlow(name: string, { $container: test }: ast.TestClause): boolean {
  const flow = test.run?.flow?.ref;
  return flow === undefined || isInLostText(name, AstUtils.getDocument(flow));
}

/** Where a type stands, a scalar may have been meant as well. */
function typeNames(schemas: Iterable<string>): Iterable<string> {
  return listed(function* () {
    yield* scalarNames;
    yield* schemas;
  });
}

/** Whether it is a stream is among what could not be read. */
export function isDamagedParameter(name: string, container: AstNode): boolean {
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

/** Names that imports bring of files that do not have them. */
function brokenImports(file: ast.FlowFile): Iterable<string> {
  return listed(function* () {
    for (const [name, symbols] of importedByName(file))
      if (symbols.some(({ declaration }) => declaration?.ref === undefined)) yield name;
  });
}

/** The path of an import whose file declares the name without the import bringing it. */
function pathDeclaring(name: string, { file, loaded }: CheckContext): string | undefined {
  for (const path of new Set(file.imports.map((one) => one.path))) {
    const uri = path ? importUri(file.imports.find((one) => one.path === path) as ast.Import) : undefined;
    const declared = uri && allByName(loaded(uri)?.declarations ?? []).get(name);
    if (declared?.some((one) => nameOf(one as ast.Declaration) === name)) return path;
  }
  return undefined;
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

function nodeNames(container: AstNode): Iterable<string> {
  const flow = AstUtils.getContainerOfType(container, ast.isFlow);
  const own = AstUtils.getContainerOfType(container, ast.isNode);
  return listed(function* () {
    for (const node of flow ? streamsOf(flow) : []) if (node !== own && node.name) yield node.name;
  });
}

function declaredNames(kind: WantedKind, file: ast.FlowFile): Iterable<string> {
  return listed(function* () {
    const imported = function* () {
      for (const symbol of symbolsOf(file)) if (symbol.declaration?.ref) yield symbol.declaration.ref;
    };
    for (const all of [file.declarations, imported()])
      for (const one of all) if (kindOfDeclaration(one) === kind && nameOf(one)) yield nameOf(one) as string;
  });
}

/** As far as somebody reads: ten thousand wrong names have ten thousand right ones each. */
function listed(names: () => Iterable<string>): Iterable<string> {
  return { [Symbol.iterator]: () => names()[Symbol.iterator]() };
}

export { symbolsOf as importedSymbols } from '../names/by-name.ts';
