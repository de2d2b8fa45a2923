import { pathToFileURL } from 'node:url';
import {
  createFlowServices,
  type FlowServices,
  loadDocument,
  type Ports,
  QueryDescriber,
  settleQueries,
} from '@millrace/grammar';
import { type LangiumDocument, URI } from 'langium';
import { queryHost } from '../sql/query-host.ts';
import { nodePorts } from './node-ports.ts';
import { type ProjectConfig, readProjectConfig } from './project-config.ts';
import { projectFolderOf } from './project-folder.ts';
import { StrictFileSystem } from './strict-file-system.ts';

/** A folder of flows, with the language ready to read them. It sees each file as it was when first asked for. */
export interface Project {
  /** Absolute. Paths in plans are relative to it. */
  folder: string;
  /** undefined where the folder has no millrace.json. */
  config: ProjectConfig | undefined;
  services: FlowServices;
  ports: Required<Ports>;
  /** Of which every flow file is loaded. */
  loadedFolders: Set<string>;
  /** Its process ends with ours. */
  queries: QueryDescriber;
}

/**
 * The project that a file or folder belongs to. Throws a RunError where there is no such path or its millrace.json
 * doesn't fit.
 */
export function openProject(path: string): Project {
  const folder = projectFolderOf(path);
  return openFolder(folder, readProjectConfig(folder));
}

/** The same, whatever its millrace.json says: for who tells what is wrong with that. */
export function openUnconfigured(path: string): Project {
  return openFolder(projectFolderOf(path), undefined);
}

/** Another one with the same services: what either has read is known to both. */
export function openBeside(project: Project, folder: string): Project {
  return { ...project, folder, config: undefined };
}

function openFolder(folder: string, config: ProjectConfig | undefined): Project {
  const queries = new QueryDescriber(queryHost());
  const loadedFolders = new Set<string>();
  const ports = nodePorts(queries, loadedFolders);
  const services = createFlowServices({ fileSystemProvider: () => new StrictFileSystem(), ports });
  return { folder, config, services, ports, loadedFolders, queries };
}

/**
 * The file's document with all it imports, ready to be checked, and its queries described. Throws a RunError for a file that
 * isn't UTF-8.
 */
export async function loadFlowFile({ services, queries }: Project, path: string): Promise<LangiumDocument> {
  const document = await loadDocument(services, URI.parse(pathToFileURL(path).href));
  await settleQueries(document, queries);
  return document;
}

/** One after the other: two loads at once could both read a file that both import. */
export async function loadFlowFiles(project: Project, paths: readonly string[]): Promise<LangiumDocument[]> {
  const documents: LangiumDocument[] = [];
  for (const path of paths) documents.push(await loadFlowFile(project, path));
  return documents;
}
