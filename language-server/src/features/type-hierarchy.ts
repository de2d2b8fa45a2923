/** The hierarchy of schemas: above are those that one extends, below those that extend it, in all files. */
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, CstUtils, GrammarUtils, type LangiumDocument, URI } from 'langium';
import type { TypeHierarchyProvider } from 'langium/lsp';
import {
  SymbolKind,
  type TypeHierarchyItem,
  type TypeHierarchyPrepareParams,
  type TypeHierarchySubtypesParams,
  type TypeHierarchySupertypesParams,
} from 'vscode-languageserver';
import type { FlowLanguageServices } from '../services.ts';

export class SchemaHierarchy implements TypeHierarchyProvider {
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  prepareTypeHierarchy(
    document: LangiumDocument,
    { position }: TypeHierarchyPrepareParams,
  ): TypeHierarchyItem[] | undefined {
    const root = document.parseResult.value.$cstNode;
    const leaf = root && CstUtils.findDeclarationNodeAtOffset(root, document.textDocument.offsetAt(position), /[\w`]/);
    const schema = leaf && this.services.references.References.findDeclarations(leaf).find(ast.isSchema);
    return schema && itemsOf([schema]);
  }

  supertypes({ item }: TypeHierarchySupertypesParams): TypeHierarchyItem[] | undefined {
    const bases = this.schemaOf(item)?.bases.map(({ ref }) => ref);
    return bases && itemsOf(bases.filter((base) => base !== undefined));
  }

  subtypes({ item }: TypeHierarchySubtypesParams): TypeHierarchyItem[] | undefined {
    const schema = this.schemaOf(item);
    if (schema === undefined) return undefined;
    const { references, workspace, shared } = this.services;
    const naming = references.References.findReferences(schema, {}).toArray();
    const found = naming.map(({ sourceUri, sourcePath }) => {
      const root = shared.workspace.LangiumDocuments.getDocument(sourceUri)?.parseResult.value;
      return root && workspace.AstNodeLocator.getAstNode(root, sourcePath);
    });
    return itemsOf([...new Set(found.filter(ast.isSchema))]);
  }

  private schemaOf({ uri, name }: TypeHierarchyItem): ast.Schema | undefined {
    const root = this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri))?.parseResult.value;
    return (root as ast.FlowFile | undefined)?.declarations.filter(ast.isSchema).find((one) => one.name === name);
  }
}

function itemsOf(schemas: readonly ast.Schema[]): TypeHierarchyItem[] {
  return schemas.flatMap((schema) => {
    const name = GrammarUtils.findNodeForProperty(schema.$cstNode, 'name');
    if (schema.$cstNode === undefined || name === undefined) return [];
    const uri = AstUtils.getDocument(schema).uri.toString();
    const bases = schema.bases.map(({ $refText }) => $refText).join(', ');
    const range = schema.$cstNode.range;
    const item = { name: schema.name, kind: SymbolKind.Struct, uri, range, selectionRange: name.range };
    return [bases === '' ? item : { ...item, detail: `extends ${bases}` }];
  });
}
