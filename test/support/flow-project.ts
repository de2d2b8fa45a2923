/** Several flow files of projects, all loaded, with the mistakes that they show under the words of each. */
import {
  checkDocument,
  createFlowServices,
  type FlowServices,
  loadDocument,
  type Ports,
  type ProjectGraph,
  projectGraphAround,
} from '@millrace/grammar';
import { type LangiumDocument, URI } from 'langium';
import { expect } from 'vitest';
import { annotate, filesOf, withoutMarks } from './flow-fixture.ts';
import { type Files, MemoryFileSystem, memoryPorts } from './memory-files.ts';

export interface FlowProject {
  services: FlowServices;
  files: Files;
  document(path: string): LangiumDocument;
  /** As of the file's folder. */
  graph(path: string): ProjectGraph;
  /** Replaces the text of a file, as an editor does; undefined deletes it. */
  change(path: string, text: string | undefined): Promise<void>;
}

/** What the host says of folders: a project is the nearest folder with a millrace.json, else the file's own; all is loaded. */
export function folderPorts(files: Files): Ports {
  return { ...memoryPorts(files), projectFolder: (uri: string) => folderOf(uri, files), isFolderLoaded: () => true };
}

function folderOf(uri: string, files: Files): string {
  const own = uri.slice(0, uri.lastIndexOf('/'));
  for (let folder = own; folder.length > 'file://'.length; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    if (files.has(`${folder.slice('file://'.length)}/millrace.json`)) return folder;
  }
  return own;
}

/** Files under `//- /path` lines, all loaded in the order of the text. */
export async function loadFlowProject(text: string, ports = folderPorts): Promise<FlowProject> {
  const files = filesOf(withoutMarks(text));
  const services = createFlowServices({ fileSystemProvider: () => new MemoryFileSystem(files), ports: ports(files) });
  const { LangiumDocuments, DocumentBuilder } = services.shared.workspace;
  for (const path of files.keys()) if (path.endsWith('.flow')) await loadDocument(services, URI.file(path));
  DocumentBuilder.updateBuildOptions = { validation: false };
  const document = (path: string) => LangiumDocuments.getDocument(URI.file(`/project${path}`)) as LangiumDocument;
  return {
    services,
    files,
    document,
    graph: (path) => projectGraphAround(document(path)) as ProjectGraph,
    async change(path, newText) {
      const uri = URI.file(`/project${path}`);
      if (newText === undefined) files.delete(uri.path);
      else files.set(uri.path, newText);
      await DocumentBuilder.update(newText === undefined ? [] : [uri], newText === undefined ? [uri] : []);
    },
  };
}

/** The mistakes of all files are exactly those marked in them. */
export async function checkProject(text: string, ports = folderPorts): Promise<void> {
  expect(marked(await loadFlowProject(text, ports))).toBe(text);
}

/** All files with their mistakes under their words. */
export function marked({ files, document }: FlowProject): string {
  const texts = [...files].map(([path, content]) => {
    const short = path.slice('/project'.length);
    const isFlow = path.endsWith('.flow');
    const shown = isFlow ? annotate(String(content), checkDocument(document(short))) : String(content);
    return `//- ${short}\n${shown}`;
  });
  return texts.join('');
}
