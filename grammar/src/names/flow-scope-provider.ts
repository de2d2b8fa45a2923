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
    const visible = this.visibleDeclarations(AstUtils.findRootNode(container) as ast.FlowFile);
    return this.scopeOf(visible.filter((node) => this.services.shared.AstReflection.isSubtype(node.$type, wanted)));
  }

  private visibleDeclarations(file: ast.FlowFile): ast.Declaration[] {
    const imported = file.imports.flatMap((one) => one.symbols.map((symbol) => symbol.declaration?.ref));
    return [...file.declarations, ...imported.filter((node) => node !== undefined)];
  }

  private importedFile(declaration: ast.Import): ast.FlowFile | undefined {
    const uri = importUri(declaration);
    const documents: LangiumDocuments = this.services.shared.workspace.LangiumDocuments;
    return uri && (documents.getDocument(uri)?.parseResult.value as ast.FlowFile | undefined);
  }

  private scopeOf(nodes: readonly AstNode[]): Scope {
    return new NodeScope(nodes, this.services.workspace.AstNodeDescriptionProvider);
  }
}

/** Of the flow around; a test names those of the flow it runs. */
function streamsAround(container: AstNode, wanted: string): readonly AstNode[] {
  const flow = ast.isTestClause(container)
    ? container.$container.run?.flow?.ref
    : AstUtils.getContainerOfType(container, ast.isFlow);
  if (flow === undefined) return [];
  return wanted === ast.Node.$type ? nodesOf(flow) : streamsOf(flow);
}
