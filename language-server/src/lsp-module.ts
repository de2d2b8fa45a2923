/** The wiring of the language server: the one list of its features. Deleting a file and its line here removes the feature. */
import {
  connectAnalysis,
  flowCoreModule,
  flowSharedCoreModule,
  type Ports,
  type QueryDescriber,
} from '@millrace/grammar';
import { MillraceGeneratedModule, MillraceGeneratedSharedModule } from '@millrace/grammar/syntax';
import { inject, type Module } from 'langium';
import {
  createDefaultModule,
  createDefaultSharedModule,
  type LangiumSharedServices,
  type PartialLangiumSharedServices,
} from 'langium/lsp';
import { DataFlowHierarchy } from './features/call-hierarchy.ts';
import { FlowCodeActions } from './features/code-actions.ts';
import { FlowCodeLenses } from './features/code-lenses.ts';
import { FlowCompletionProvider } from './features/completion.ts';
import { FlowDeclarations } from './features/declaration.ts';
import { FlowDefinitionProvider } from './features/definition.ts';
import { FlowDocumentLinks } from './features/document-links.ts';
import { FlowDocumentSymbols } from './features/document-symbols.ts';
import { FlowFolding } from './features/folding.ts';
import { FlowFormatter } from './features/formatting.ts';
import { FlowHoverProvider } from './features/hover.ts';
import { FlowImplementations } from './features/implementation.ts';
import { FlowInlayHints } from './features/inlay-hints.ts';
import { LinkedDiagnostics } from './features/linked-diagnostics.ts';
import { FlowHighlights, FlowReferencesProvider } from './features/references.ts';
import { FlowRenameProvider } from './features/rename.ts';
import { FlowSemanticTokens } from './features/semantic-tokens.ts';
import { FlowSignatureHelp } from './features/signature-help.ts';
import { FlowTypeDefinitions } from './features/type-definition.ts';
import { SchemaHierarchy } from './features/type-hierarchy.ts';
import { FlowWorkspaceSymbols } from './features/workspace-symbols.ts';
import { FlowLanguageServer } from './flow-language-server.ts';
import type { FlowLanguageServices, FlowLspOptions, FlowLspServices, PartialFlowLanguageServices } from './services.ts';
import { BackgroundLoading } from './workspace/background-loading.ts';
import { Client } from './workspace/client.ts';
import { FlowConfiguration } from './workspace/flow-configuration.ts';
import { FlowDocumentBuilder } from './workspace/flow-document-builder.ts';
import { FlowDocumentFactory } from './workspace/flow-document-factory.ts';
import { FlowNameProvider } from './workspace/flow-name-provider.ts';
import { FlowReferences } from './workspace/flow-references.ts';
import { FlowScopeComputation } from './workspace/flow-scope-computation.ts';
import { FlowUpdateHandler } from './workspace/flow-update-handler.ts';
import { LoadedFolders } from './workspace/loaded-folders.ts';
import { OpenConfigs } from './workspace/open-configs.ts';
import { RememberingLexer } from './workspace/remembering-lexer.ts';
import { SpelledTexts } from './workspace/spelled-texts.ts';

const languageModule: Module<FlowLanguageServices, Omit<PartialFlowLanguageServices, 'host'>> = {
  parser: { Lexer: (services) => new RememberingLexer(services) },
  references: {
    NameProvider: () => new FlowNameProvider(),
    References: (services) => new FlowReferences(services),
    ScopeComputation: (services) => new FlowScopeComputation(services.workspace.AstNodeDescriptionProvider),
  },
  lsp: {
    CallHierarchyProvider: (services) => new DataFlowHierarchy(services),
    CodeLensProvider: (services) => new FlowCodeLenses(services),
    CodeActionProvider: (services) => new FlowCodeActions(services),
    CompletionProvider: (services) => new FlowCompletionProvider(services),
    DeclarationProvider: (services) => new FlowDeclarations(services),
    DefinitionProvider: (services) => new FlowDefinitionProvider(services),
    DocumentHighlightProvider: (services) => new FlowHighlights(services),
    DocumentLinkProvider: (services) => new FlowDocumentLinks(services),
    DocumentSymbolProvider: (services) => new FlowDocumentSymbols(services),
    FoldingRangeProvider: (services) => new FlowFolding(services),
    Formatter: (services) => new FlowFormatter(services),
    HoverProvider: (services) => new FlowHoverProvider(services),
    ImplementationProvider: (services) => new FlowImplementations(services),
    InlayHintProvider: (services) => new FlowInlayHints(services),
    ReferencesProvider: (services) => new FlowReferencesProvider(services),
    RenameProvider: (services) => new FlowRenameProvider(services),
    SemanticTokenProvider: (services) => new FlowSemanticTokens(services),
    SignatureHelp: (services) => new FlowSignatureHelp(services),
    TypeProvider: () => new FlowTypeDefinitions(),
    TypeHierarchyProvider: (services) => new SchemaHierarchy(services),
  },
};

function sharedModule(
  ports: Ports,
  queries: QueryDescriber | undefined,
  loaded: LoadedFolders,
): Module<LangiumSharedServices, PartialLangiumSharedServices> {
  return {
    lsp: {
      DocumentUpdateHandler: (services) => new FlowUpdateHandler(services, ports),
      LanguageServer: (services) => new FlowLanguageServer(services),
      WorkspaceSymbolProvider: (services) => new FlowWorkspaceSymbols(services),
    },
    workspace: {
      LangiumDocumentFactory: (services) => new FlowDocumentFactory(services),
      TextDocuments: () => new SpelledTexts(),
      ConfigurationProvider: (services) => new FlowConfiguration(services),
      DocumentBuilder: (services) => new FlowDocumentBuilder(services, queries),
      WorkspaceManager: (services) => new BackgroundLoading(services, loaded),
    },
  };
}

export function createFlowLspServices(options: FlowLspOptions): FlowLspServices {
  const { connection, fileSystemProvider, queries, pageOf = () => undefined } = options;
  const loaded = new LoadedFolders();
  const ports: Ports = {
    ...options.ports,
    rules: (uri) => configs.rules(uri),
    isFolderLoaded: (folder) => loaded.has(folder),
    ...(queries && { describeQuery: (request) => queries.describe(request) }),
  };
  const shared = inject(
    createDefaultSharedModule({ connection, fileSystemProvider }),
    MillraceGeneratedSharedModule,
    flowSharedCoreModule,
    sharedModule(ports, queries, loaded),
  );
  const configs = new OpenConfigs(shared, options.ports);
  const flow = inject(createDefaultModule({ shared }), MillraceGeneratedModule, flowCoreModule, languageModule, {
    validation: { DocumentValidator: () => new LinkedDiagnostics(pageOf) },
    host: {
      Ports: () => ports,
      Queries: () => queries,
      Settings: () => shared.workspace.ConfigurationProvider as FlowConfiguration,
      Client: () => new Client(shared),
      TypesFiles: () => options.typesFiles,
      FileColumns: () => options.fileColumns,
    },
  });
  shared.ServiceRegistry.register(flow);
  (shared.workspace.DocumentBuilder as FlowDocumentBuilder).follow(connectAnalysis(shared, ports));
  return { shared, flow };
}
