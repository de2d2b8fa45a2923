/**
 * The projects that are damaged: those of the repository with their models and imports, the examples of its documents, and one
 * with every kind of node. And what a moment of one of them is: loaded, damaged in one file, and asked.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { Ports } from '@millrace/grammar';
import { type DocumentBuilder, type LangiumDocument, type LangiumSharedCoreServices, URI } from 'langium';
import { diagnosticPages, inItsFolder } from './diagnostic-page.ts';
import { describeByLooks, everyKindFiles } from './every-kind-project.ts';
import { filesOf, withoutMarks } from './flow-fixture.ts';
import { type Files, MemoryFileSystem, memoryPorts } from './memory-files.ts';

export const projectFolder: URI = URI.parse('file:///project');

/** Whole projects, and the small texts of the documents. */
export interface FlowCorpus {
  projects: Files[];
  examples: Files[];
}

export function flowCorpus(): FlowCorpus {
  const mains = globSync(['examples/*/main.flow', 'test/golden/*/main.flow']).sort();
  const documents = globSync(['README.md', 'docs/**/*.md']).sort();
  const shown = documents.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^```flow\n([\s\S]*?)^```/gm)].map((match) => match[1] as string),
  );
  const pages = diagnosticPages().flatMap(({ examples }) => (examples ? [examples.wrong, examples.right] : []));
  return {
    projects: [everyKindFiles(), ...mains.map((path) => filesIn(dirname(path)))],
    examples: [...shown, ...pages].map((text) => filesOf(withoutMarks(inItsFolder(text)))),
  };
}

function filesIn(folder: string): Files {
  const found = globSync(`${folder}/**/*`, { withFileTypes: true, exclude: (entry) => entry.name === 'node_modules' });
  const paths = found.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  return new Map(paths.map((path) => [`/project/${relative(folder, path)}`, contentOf(path)]));
}

function contentOf(path: string): string | Uint8Array {
  const bytes = readFileSync(path);
  return bytes.includes(0) ? bytes : bytes.toString();
}

export type Workspace = { shared: LangiumSharedCoreServices };

/** One project after the other in the same services: a parser takes a while to make and to become fast. */
export class DamagedProject {
  private readonly files: Files = new Map();
  private readonly services: Workspace;
  private original: Files = new Map();
  private damaged: string[] = [];

  /** `create` makes the services over these files. */
  constructor(create: (fileSystemProvider: () => MemoryFileSystem, ports: Ports) => Workspace) {
    const ports: Ports = { ...memoryPorts(this.files), describeQuery: describeByLooks };
    this.services = create(() => new MemoryFileSystem(this.files), ports);
    this.builder.updateBuildOptions = { validation: false };
  }

  private get builder(): DocumentBuilder {
    return this.services.shared.workspace.DocumentBuilder;
  }

  /** Its flow files, the one that imports the others first. */
  async open(project: Files): Promise<LangiumDocument[]> {
    await this.builder.update([], this.uris());
    this.files.clear();
    for (const [path, content] of project) this.files.set(path, content);
    [this.original, this.damaged] = [project, []];
    const { LangiumDocuments } = this.services.shared.workspace;
    const documents = await Promise.all(this.uris().map((uri) => LangiumDocuments.getOrCreateDocument(uri)));
    await this.builder.build(documents, { validation: false });
    return documents;
  }

  /** The text in place of that file's, and all others as they were, but one that is gone. */
  async damage(path: string, text: string, gone?: string): Promise<void> {
    const changed = new Set([...this.damaged, path]);
    for (const old of changed) this.files.set(old, this.original.get(old) as string);
    this.files.set(path, text);
    if (gone !== undefined) this.files.delete(gone);
    this.damaged = gone === undefined ? [path] : [path, gone];
    await this.builder.update([...changed].filter(isFlowPath).map(URI.file), []);
  }

  private uris(): URI[] {
    return [...this.files.keys()].filter(isFlowPath).map((path) => URI.file(path));
  }
}

export function isFlowPath(path: string): boolean {
  return path.endsWith('.flow');
}
