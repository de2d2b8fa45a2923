/**
 * The projects among the files that are known. A project is all flow files of its folder, as the host tells it, and all they
 * import, near or far. Of a file whose folder is not known it is the file and what it imports. A graph is put together again
 * when the facts of a file have changed, which most keystrokes do not do.
 */
import type { LangiumDocument } from 'langium';
import type { Ports } from '../ports.ts';
import { type FileFacts, findFileFacts } from './file-facts.ts';
import { type Importers, importersOf } from './importers.ts';
import { type ProjectGraph, projectGraph } from './project-graph.ts';
import { mistakesByFile } from './project-mistakes.ts';
import { findUnused } from './unused-declarations.ts';

interface KnownFile {
  facts: FileFacts;
  /** The facts as text, to see whether they have changed. */
  stamp: string;
  folder: string | undefined;
}

interface KnownProject {
  files: FileFacts[];
  /** Without what is unused. */
  core: ProjectGraph;
  graph: ProjectGraph;
  isWhole: boolean;
  /** The state of all files that the graph was last compared with. */
  revision: number;
}

export class Projects {
  private readonly files = new Map<string, KnownFile>();
  private readonly projects = new Map<string, KnownProject>();
  private readonly ports: Ports;
  /** Counts the changes of facts and folders. */
  private revision = 0;
  private importers: { of: Importers; revision: number } | undefined;
  private byFolder: { of: Map<string, string[]>; revision: number } | undefined;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /** To be called when the document was linked. */
  learn(document: LangiumDocument): void {
    const facts = findFileFacts(document);
    const stamp = JSON.stringify(facts);
    const folder = this.ports.projectFolder?.(facts.uri);
    const known = this.files.get(facts.uri);
    if (known?.stamp === stamp && known.folder === folder) return;
    this.files.set(facts.uri, { facts: known?.stamp === stamp ? known.facts : facts, stamp, folder });
    this.revision++;
  }

  forget(uri: string): void {
    if (this.files.delete(uri)) this.revision++;
  }

  /** To be called when a project begins or ends somewhere: a millrace.json has come or gone. */
  findFoldersAgain(): void {
    for (const [uri, known] of this.files) known.folder = this.ports.projectFolder?.(uri);
    this.revision++;
  }

  /** The graph of the project that the file belongs to; the same until it changes. */
  graphAround(uri: string): ProjectGraph {
    return this.graphOf(this.files.get(uri)?.folder ?? uri);
  }

  /** The files of all projects in which something is wrong that only their project shows. */
  filesWithMistakes(): string[] {
    const folders = new Set([...this.files].map(([uri, { folder }]) => folder ?? uri));
    for (const known of this.projects.keys()) if (!folders.has(known)) this.projects.delete(known);
    const graphs = [...folders].map((folder) => ({ folder, mistakes: mistakesByFile(this.graphOf(folder)) }));
    const isTold = (uri: string, folder: string) => (this.files.get(uri)?.folder ?? uri) === folder;
    return graphs.flatMap(({ folder, mistakes }) => [...mistakes.keys()].filter((uri) => isTold(uri, folder)));
  }

  /** `folder`: of a file without one the file itself. */
  private graphOf(folder: string): ProjectGraph {
    const known = this.projects.get(folder);
    const isWhole = this.ports.isFolderLoaded?.(folder) ?? false;
    if (known?.revision === this.revision && known.isWhole === isWhole) return known.graph;
    const files = this.filesOf(folder);
    const core = known && isSameList(files, known.files) ? known.core : projectGraph(files);
    const own = files.filter(({ uri }) => this.files.get(uri)?.folder === folder);
    const unused = isWhole ? findUnused(own, this.allImporters()) : [];
    const isSame = known?.core === core && JSON.stringify(unused) === JSON.stringify(known.graph.unused);
    const graph = isSame ? known.graph : { ...core, unused };
    this.projects.set(folder, { files, core, graph, isWhole, revision: this.revision });
    return graph;
  }

  private filesOf(folder: string): FileFacts[] {
    const found = new Set(this.allByFolder().get(folder) ?? [folder]);
    const files: FileFacts[] = [];
    for (const uri of found) {
      const facts = this.files.get(uri)?.facts;
      if (facts === undefined) continue;
      files.push(facts);
      for (const one of facts.imports) found.add(one.uri);
    }
    return files;
  }

  private allByFolder(): Map<string, string[]> {
    if (this.byFolder?.revision === this.revision) return this.byFolder.of;
    const of = new Map<string, string[]>();
    for (const [uri, { folder }] of this.files) {
      const others = folder === undefined ? undefined : of.get(folder);
      if (others !== undefined) others.push(uri);
      else if (folder !== undefined) of.set(folder, [uri]);
    }
    this.byFolder = { of, revision: this.revision };
    return of;
  }

  private allImporters(): Importers {
    if (this.importers?.revision !== this.revision) {
      const of = importersOf([...this.files.values()].map(({ facts }) => facts));
      this.importers = { of, revision: this.revision };
    }
    return this.importers.of;
  }
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
