/** What the features are given: Langium's services and the ports to the world outside the texts. */
import type { Ports, QueryDescriber } from '@millrace/grammar';
import type { FileSystemProvider } from 'langium';
import type { LangiumServices, LangiumSharedServices, PartialLangiumServices } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import type { FileColumns } from './data-head/file-columns.ts';
import type { PageOf } from './features/linked-diagnostics.ts';
import type { TypesFiles } from './types-on-save/types-files.ts';
import type { Client } from './workspace/client.ts';
import type { FlowConfiguration } from './workspace/flow-configuration.ts';

interface HostServices {
  host: {
    Ports: Ports;
    Queries: QueryDescriber | undefined;
    Settings: FlowConfiguration;
    Client: Client;
    TypesFiles: TypesFiles | undefined;
    FileColumns: FileColumns | undefined;
  };
}

export type FlowLanguageServices = LangiumServices & HostServices;
export type PartialFlowLanguageServices = PartialLangiumServices & HostServices;

export interface FlowLspServices {
  shared: LangiumSharedServices;
  flow: FlowLanguageServices;
}

export interface FlowLspOptions {
  /** Absent in tests that ask the features directly. */
  connection?: Connection;
  fileSystemProvider: () => FileSystemProvider;
  ports: Ports;
  /** Called behind each build, for what is done when nobody types. */
  built?(): void;
  /** Where the pages are that explain codes; without it codes lead nowhere. */
  pageOf?: PageOf;
  /** Fills the port for queries; without it the schemas of queries are unknown. */
  queries?: QueryDescriber;
  /** Where the types of steps are written on saving; without it they are not. */
  typesFiles?: TypesFiles;
  /** Looks into files that are no text; without it their columns are unknown. */
  fileColumns?: FileColumns;
}
