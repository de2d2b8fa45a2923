/**
 * What a project needs to know of one file: which declarations name which, and which nodes write and read datasets. Plain data
 * with no place in the text but counts of declarations and nodes, so that most keystrokes change nothing in it. It is made once
 * per linking of the file, from the references that were just linked; the graph of a project is put together from these alone.
 */
import { type AstNode, AstUtils, isReference, type LangiumDocument, type LinkingError, type Reference } from 'langium';
import { nodesOf } from '../analysis/nodes-of.ts';
import { connectors } from '../catalog/connectors/index.ts';
import * as ast from '../generated/ast.ts';
import { importUri } from '../names/import-uri.ts';

export interface FileFacts {
  uri: string;
  /** Names by the file they are brought from, as written; maybe some that are not there. */
  imports: ImportFacts[];
  declarations: DeclarationFacts[];
  /** Without flow, test, schedule and trigger: what it declares is there for others. */
  isLibrary: boolean;
  /** What names that lead nowhere were to be: any declaration of the kind may be meant. */
  unknownKinds: DeclarationKind[];
  /** Of a damaged text every word: who uses what is not known, but that nobody uses a name must not be said. */
  words: string[];
}

export interface ImportFacts {
  uri: string;
  names: string[];
}

export interface DeclarationId {
  uri: string;
  name: string;
}

export interface DeclarationFacts {
  kind: DeclarationKind;
  /** Of a test its title. */
  name: string;
  /** Which declaration of the file, counted from 0. */
  at: number;
  /** Other declarations that it names, each once. */
  uses: DeclarationId[];
  /** Of a flow. */
  reads?: DatasetAccess[];
  writes?: DatasetAccess[];
  runs?: FlowUse[];
}

export type DeclarationKind = 'schema' | 'model' | 'dataset' | 'flow' | 'test' | 'schedule' | 'trigger';

/** A node that reads or writes a dataset. */
export interface DatasetAccess {
  dataset: DeclarationId;
  node: string;
  /** Which node of the flow, counted from 0. */
  at: number;
}

/** A node that uses another flow. */
export interface FlowUse {
  flow: DeclarationId;
  node: string;
  at: number;
}

/** Of a document whose references were just linked. Never throws. */
export function findFileFacts(document: LangiumDocument): FileFacts {
  const file = document.parseResult.value as ast.FlowFile;
  const declarations = file.declarations ?? [];
  const isDamaged = document.parseResult.parserErrors.length + document.parseResult.lexerErrors.length > 0;
  const uses = usesByDeclaration(document);
  return {
    uri: document.uri.toString(),
    imports: (file.imports ?? []).flatMap(importFacts),
    declarations: declarations.map((one, at) => declarationFacts(one, at, uses.get(one))),
    isLibrary: !declarations.some(doesSomething),
    unknownKinds: unknownKinds(document),
    words: isDamaged ? wordsOf(document.textDocument.getText()) : [],
  };
}

function importFacts(declaration: ast.Import): ImportFacts[] {
  const uri = importUri(declaration)?.toString();
  const names = declaration.symbols.map((symbol) => symbol.declaration?.$refText).filter(Boolean) as string[];
  return uri === undefined ? [] : [{ uri, names }];
}

function doesSomething(declaration: ast.Declaration): boolean {
  return !ast.isSchema(declaration) && !ast.isModel(declaration) && !ast.isDataset(declaration);
}

function declarationFacts(declaration: ast.Declaration, at: number, uses: DeclarationId[] = []): DeclarationFacts {
  const name = (ast.isTest(declaration) ? declaration.title : declaration.name) ?? '';
  const facts = { kind: declaration.$type.toLowerCase() as DeclarationKind, name, at, uses };
  return ast.isFlow(declaration) ? { ...facts, ...flowFacts(declaration) } : facts;
}

function flowFacts(flow: ast.Flow): Required<Pick<DeclarationFacts, 'reads' | 'writes' | 'runs'>> {
  const [reads, writes, runs]: [DatasetAccess[], DatasetAccess[], FlowUse[]] = [[], [], []];
  nodesOf(flow).forEach((one, at) => {
    const node = one.name ?? '';
    const read = readDataset(one);
    const written = writtenDataset(one);
    const used = usedFlow(one);
    if (read !== undefined) reads.push({ dataset: idOf(read), node, at });
    if (written !== undefined) writes.push({ dataset: idOf(written), node, at });
    if (used !== undefined) runs.push({ flow: idOf(used), node, at });
  });
  return { reads, writes, runs };
}

function readDataset(node: ast.Node): ast.Dataset | undefined {
  return ast.isReadNode(node) ? node.source?.dataset?.ref : undefined;
}

function writtenDataset(node: ast.Node): ast.Dataset | undefined {
  return ast.isWriteNode(node) ? node.target?.dataset?.ref : undefined;
}

function usedFlow(node: ast.Node): ast.Flow | undefined {
  return ast.isUseNode(node) ? node.run?.flow?.ref : undefined;
}

type Named = Exclude<ast.Declaration, ast.Test>;

function idOf(declaration: Named): DeclarationId {
  return { uri: AstUtils.getDocument(declaration).uri.toString(), name: declaration.name };
}

/** What each declaration of the file names, itself left out: that a schema contains itself makes it no more useful. */
function usesByDeclaration(document: LangiumDocument): Map<AstNode, DeclarationId[]> {
  const named = new Map<AstNode, Set<Named>>();
  for (const reference of document.references) {
    const target = isReference(reference) && reference.error === undefined ? reference.ref : undefined;
    if (!ast.isDeclaration(target) || ast.isTest(target)) continue;
    const user = AstUtils.getContainerOfType(reference.$refNode?.astNode, ast.isDeclaration);
    if (user === undefined || user === target) continue;
    named.set(user, (named.get(user) ?? new Set()).add(target));
  }
  return new Map([...named].map(([user, targets]) => [user, [...targets].map(idOf)]));
}

function unknownKinds({ references }: LangiumDocument): DeclarationKind[] {
  return [...new Set((references as Reference[]).flatMap(({ $refText, error }) => wantedKind($refText, error) ?? []))];
}

const connectorNames = new Set(connectors.map(({ name }) => name));

/** The name of a connector is a reference to a dataset that leads nowhere, and is right. */
function wantedKind(name: string, error: LinkingError | undefined): DeclarationKind | undefined {
  if (error === undefined) return undefined;
  const { container, property } = error.info;
  if (ast.isSource(container)) return connectorNames.has(name) ? undefined : 'dataset';
  if (ast.isSchema(container) || ast.isSchemaReference(container)) return 'schema';
  return property === 'model' ? 'model' : undefined;
}

function wordsOf(text: string): string[] {
  return [...new Set(text.match(/`[^`\r\n]+`|[A-Za-z_]\w*/g) ?? [])].map((word) => word.replaceAll('`', ''));
}
