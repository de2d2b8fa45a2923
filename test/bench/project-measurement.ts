/** What it costs to know a project as a whole: its graph, and what a key in one file does to it. */
import { createFlowServices, projectDiagnostics, projectGraphAround } from '@millrace/grammar';
import { type LangiumDocument, URI } from 'langium';
import { type Files, MemoryFileSystem, memoryPorts } from '../support/memory-files.ts';

export interface ProjectMeasurement {
  /** The graph of all files, nothing known of it before. */
  firstMs: number;
  /** The graph after a key that changes nothing of what a project needs to know of a file. */
  sameMs: number;
  /** The graph after one that does: a flow more, so that places are counted anew. */
  changedMs: number;
  /** To know what is wrong in every file, something in each. */
  mistakesMs: number;
  circles: number;
}

/** Each file has three flows: it reads the dataset of the file before, and writes its own. */
function projectFiles(fileCount: number): Files {
  const files: Files = new Map();
  for (let i = 0; i < fileCount; i++) files.set(`/project/f${i}.flow`, flowText(i, (i + 1) % fileCount));
  return files;
}

function flowText(own: number, next: number): string {
  return `import { D${next} } from "./f${next}.flow"
schema S${own} { id: string, n: int32 }
dataset D${own}: S${own}
dataset Unused${own}: S${own}
flow Read${own} -> big { read rows from D${own}  filter big(rows) where n > 1 }
flow Save${own}(rows: stream S${own}) { write kept(rows) to D${next} }
flow Main${own} { use rows: Read${own}  use save: Save${own}(rows: rows) }
`;
}

export async function measureProject(fileCount: number): Promise<ProjectMeasurement> {
  const files = projectFiles(fileCount);
  const ports = { ...memoryPorts(files), projectFolder: () => 'file:///project', isFolderLoaded: () => true };
  const services = createFlowServices({ fileSystemProvider: () => new MemoryFileSystem(files), ports });
  const { LangiumDocuments, DocumentBuilder } = services.shared.workspace;
  const uris = [...files.keys()].map((path) => URI.file(path));
  const documents = await Promise.all(uris.map((uri) => LangiumDocuments.getOrCreateDocument(uri)));
  await DocumentBuilder.build(documents, { validation: false });
  DocumentBuilder.updateBuildOptions = { validation: false };
  const graph = () => projectGraphAround(documents[0] as LangiumDocument);
  const firstMs = timed(graph);
  const circles = graph()?.circles.length ?? 0;
  let typed = 0;
  const type = async (added: string) => {
    const text = (files.get('/project/f0.flow') as string).replace(/n > \d+/, `n > ${++typed}`);
    files.set('/project/f0.flow', text.replace('\nflow Read0', `\n${added}flow Read0`));
    await DocumentBuilder.update([URI.file('/project/f0.flow')], []);
    return timed(graph);
  };
  const sameMs = await median(() => type(''));
  const changedMs = await median((i) => type(`flow More${i} {}\n`));
  return { firstMs, sameMs, changedMs, mistakesMs: timed(() => documents.forEach(projectDiagnostics)), circles };
}

async function median(measure: (i: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 15; i++) times.push(await measure(i));
  return times.sort((a, b) => a - b)[7] as number;
}

/** Processor time in milliseconds. */
function timed(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
