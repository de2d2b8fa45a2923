/** What it costs to know everything of a project, beside reading and linking its texts. */
import { analyzeFlow, checkDocument, createFlowServices, type FlowServices } from '@millrace/grammar';
import { type FlowFile, isFlow } from '@millrace/grammar/syntax';
import { type LangiumDocument, URI } from 'langium';
import { type Files, MemoryFileSystem, memoryPorts } from '../support/memory-files.ts';
import { generatedFlow } from './generated-flow.ts';

export interface AnalysisMeasurement {
  /** Reading and linking all texts, nothing known before. */
  parseAndLinkMs: number;
  /** Schemas through all flows, then every check. */
  analysisMs: number;
  /** After one key in one file: reading and linking what the change reaches, and the same for what is analysed again. */
  relinkMs: number;
  reanalysisMs: number;
  /** How many files were analysed again. */
  reanalysed: number;
}

/** A project of files of the same size that each read their schema from a neighbour of their own. */
export function projectFiles(fileCount: number, nodeCount: number): Files {
  const files: Files = new Map();
  const [schema, flow] = splitFlow(generatedFlow(nodeCount));
  for (let i = 0; i < fileCount; i++) {
    files.set(`/project/rows${i}.flow`, schema);
    files.set(`/project/flow${i}.flow`, `import { Row } from "./rows${i}.flow"\n${flow}`);
  }
  return files;
}

function splitFlow(text: string): [string, string] {
  const start = text.indexOf('\nflow ');
  return [text.slice(0, start), text.slice(start)];
}

export async function measureAnalysis(fileCount: number, nodeCount: number): Promise<AnalysisMeasurement> {
  const files = projectFiles(fileCount, nodeCount);
  const fileSystemProvider = () => new MemoryFileSystem(files);
  const services = createFlowServices({ fileSystemProvider, ports: memoryPorts(files) });
  const [parseAndLinkMs, documents] = await timed(() => load(services, files));
  const [analysisMs] = await timed(async () => analyzeAll(documents));
  const before = documents.map(firstAnalysis);
  const path = '/project/flow0.flow';
  files.set(path, (files.get(path) as string).replace('> threshold', '> threshold + 1'));
  const [relinkMs] = await timed(() => services.shared.workspace.DocumentBuilder.update([URI.file(path)], []));
  const [reanalysisMs] = await timed(async () => analyzeAll(documents));
  const reanalysed = documents.filter((document, index) => firstAnalysis(document) !== before[index]).length;
  return { parseAndLinkMs, analysisMs, relinkMs, reanalysisMs, reanalysed };
}

async function load({ shared }: FlowServices, files: Files): Promise<LangiumDocument[]> {
  const { LangiumDocuments, DocumentBuilder } = shared.workspace;
  const uris = [...files.keys()].map((path) => URI.file(path));
  const documents = await Promise.all(uris.map((uri) => LangiumDocuments.getOrCreateDocument(uri)));
  await DocumentBuilder.build(documents, { validation: false });
  DocumentBuilder.updateBuildOptions = { validation: false };
  return documents;
}

function analyzeAll(documents: LangiumDocument[]): void {
  for (const document of documents) checkDocument(document);
}

function firstAnalysis(document: LangiumDocument) {
  const flow = (document.parseResult.value as FlowFile).declarations.find(isFlow);
  return flow && analyzeFlow(flow);
}

/** Processor time in milliseconds: what else the machine does leaves it alone. */
async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  globalThis.gc?.();
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1000, result];
}
