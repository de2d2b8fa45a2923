import {
  type AstNode,
  AstUtils,
  type LangiumCoreServices,
  type LangiumDocuments,
  type ReferenceInfo,
  type Scope,
  type ScopeProvider,
} from 'langium';
import { nodesOf, streamsOf } from '../analysis/nodes-of.ts';
import * as ast from '../generated/ast.ts';
import { allByName, firstByName, importedByName } from './by-name.ts';
import { importUri } from './import-uri.ts';
import { NodeScope } from './node-scope.ts';

/**
 * Which names a reference may see: the nodes of its own flow; the declarations of its own file and exactly those it imports.
 * Nothing is global: a file says where each of its names comes from.
 */
export class FlowScopeProvider implements ScopeProvider {
  private readonly services: LangiumCoreServices;

  constructor(services: LangiumCoreServices) {
    this.services = services;
  }

  getScope({ container, reference, property }: ReferenceInfo): Scope {
    const wanted = this.services.shared.AstReflection.getReferenceType({ container, reference, property });
    if (wanted === ast.Node.$type || wanted === ast.Stream.$type) return this.scopeOf(streamsAround(container, wanted));
    if (ast.isImportedSymbol(container))
      return this.scopeOf(this.importedFile(container.$container)?.declarations ?? []);
    const file = AstUtils.findRootNode(container) as ast.FlowFile;
    const isWanted = (node: AstNode | undefined) =>
      node !== undefined && this.services.shared.AstReflection.isSubtype(node.$type, wanted);
    const find = (name: string) => this.declarationNamed(name, file, isWanted);
    const all = () => [...file.declarations, ...importedInto(file)].filter(isWanted) as ast.Declaration[];
    return new NodeScope(find, all, this.services.workspace.AstNodeDescriptionProvider);
  }

  /** The first of the file, else of what it imports by that name. */
  private declarationNamed(
    name: string,
    file: ast.FlowFile,
    isWanted: (node: AstNode | undefined) => boolean,
  ): AstNode | undefined {
    const own = allByName(file.declarations).get(name)?.find(isWanted);
    return (
      own ??
      importedByName(file)
        .get(name)
        ?.find((symbol) => isWanted(symbol.declaration?.ref))?.declaration.ref
    );
  }

  private importedFile(declaration: ast.Import): ast.FlowFile | undefined {
    const uri = importUri(declaration);
    const documents: LangiumDocuments = this.services.shared.workspace.LangiumDocuments;
    return uri && (documents.getDocument(uri)?.parseResult.value as ast.FlowFile | undefined);
  }

  private scopeOf(nodes: readonly AstNode[]): Scope {
    const find = (name: string) => firstByName(nodes, name);
    return new NodeScope(find, () => nodes, this.services.workspace.AstNodeDescriptionProvider);
  }
}

function importedInto(file: ast.FlowFile): ast.Declaration[] {
  const symbols = file.imports.flatMap((one) => one.symbols.map((symbol) => symbol.declaration?.ref));
  return symbols.filter((node) => node !== undefined);
}

/** Of the flow around; a test names those of the flow it runs. */
function streamsAround(container: AstNode, wanted: string): readonly AstNode[] {
  const flow = ast.isTestClause(container)
    ? container.$container.run?.flow?.ref
    : AstUtils.getContainerOfType(container, ast.isFlow);
  if (flow === undefined) return [];
  return wanted === ast.Node.$type ? nodesOf(flow) : streamsOf(flow);
}
