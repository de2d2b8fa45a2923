/** The wiring of the language: the only place that chooses implementations of Langium's services. */
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  DocumentState,
  type FileSystemProvider,
  inject,
  type LangiumCoreServices,
  type LangiumSharedCoreServices,
  type Module,
  type PartialLangiumCoreServices,
  type PartialLangiumSharedCoreServices,
  type URI,
} from 'langium';
import { startFacts } from './analysis/document-facts.ts';
import { FlowDocumentValidator } from './checks/flow-document-validator.ts';
import type { FlowFile } from './generated/ast.ts';
import { MillraceGeneratedModule, MillraceGeneratedSharedModule } from './generated/module.ts';
import { FlowIndex } from './names/flow-index.ts';
import { FlowLinker } from './names/flow-linker.ts';
import { FlowScopeProvider } from './names/flow-scope-provider.ts';
import { RelinkBuilder } from './names/relink-builder.ts';
import { OnlyLanguage } from './only-language.ts';
import type { Ports } from './ports.ts';
import { Projects } from './project/projects.ts';
import { generatedDecisions, type TokenTypes } from './syntax/decisions.ts';
import { FlowLexer } from './syntax/flow-lexer.ts';
import { createFlowParser } from './syntax/flow-parser.ts';
import { FlowTokenBuilder } from './syntax/flow-token-builder.ts';
import { FlowParserMessages } from './syntax/parser-messages.ts';
import { FlowValueConverter } from './syntax/value-converter.ts';

/** The language without an editor. A host with one (the language server) adds its own modules on top of these. */
export const flowCoreModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  parser: {
    // Three tokens tell everything apart. Langium's unbounded look-ahead takes seconds for one deep expression.
    ParserConfig: (services) => ({
      maxLookahead: 3,
      lookaheadStrategy: generatedDecisions(services.parser.Lexer.definition as TokenTypes),
    }),
    LangiumParser: createFlowParser,
    Lexer: (services) => new FlowLexer(services),
    TokenBuilder: () => new FlowTokenBuilder(),
    ValueConverter: () => new FlowValueConverter(),
    ParserErrorMessageProvider: () => new FlowParserMessages(),
  },
  references: {
    Linker: (services) => new FlowLinker(services),
    ScopeProvider: (services) => new FlowScopeProvider(services),
  },
  validation: { DocumentValidator: () => new FlowDocumentValidator() },
};

export const flowSharedCoreModule: Module<LangiumSharedCoreServices, PartialLangiumSharedCoreServices> = {
  ServiceRegistry: (services) => new OnlyLanguage(services),
  workspace: {
    DocumentBuilder: (services) => new RelinkBuilder(services),
    IndexManager: (services) => new FlowIndex(services),
  },
};

export interface FlowServices {
  shared: LangiumSharedCoreServices;
  flow: LangiumCoreServices;
}

export interface FlowServicesOptions {
  fileSystemProvider: () => FileSystemProvider;
  ports: Ports;
}

/** Services for parsing, checking, analysing and planning, without LSP. */
export function createFlowServices({ fileSystemProvider, ports }: FlowServicesOptions): FlowServices {
  const shared = inject(
    createDefaultSharedCoreModule({ fileSystemProvider }),
    MillraceGeneratedSharedModule,
    flowSharedCoreModule,
  );
  const flow = inject(createDefaultCoreModule({ shared }), MillraceGeneratedModule, flowCoreModule);
  shared.ServiceRegistry.register(flow);
  connectAnalysis(shared, ports);
  return { shared, flow };
}

/** From here on every document of these services is analysed with what the ports answer, in its project. */
export function connectAnalysis(shared: LangiumSharedCoreServices, ports: Ports): Projects {
  const { DocumentBuilder, LangiumDocuments } = shared.workspace;
  const loaded = (uri: URI) => LangiumDocuments.getDocument(uri)?.parseResult.value as FlowFile | undefined;
  const projects = new Projects(ports);
  DocumentBuilder.onDocumentPhase(DocumentState.Linked, (document) => {
    startFacts(document, { ports, loaded, projects });
    projects.learn(document);
  });
  DocumentBuilder.onUpdate((_changed, deleted) => {
    for (const uri of deleted) projects.forget(uri.toString());
  });
  return projects;
}
