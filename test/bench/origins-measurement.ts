/** What it costs to know where columns come from, beside reading and linking the same text. */
import { analyzeFlow, checkDocument, createFlowServices, type FlowAnalysis, originsOf } from '@millrace/grammar';
import { type FlowFile, isFlow } from '@millrace/grammar/syntax';
import { URI } from 'langium';
import { MemoryFileSystem, memoryPorts } from '../support/memory-files.ts';

export interface OriginsMeasurement {
  nodeCount: number;
  columnCount: number;
  parseAndLinkMs: number;
  analysisMs: number;
  /** Every check, with each of the columns that are written followed to its origins. */
  checkMs: number;
  /** Of one column that each node computes from two. */
  oneColumnMs: number;
  /** Of every column of the last node. */
  allColumnsMs: number;
  origins: number;
}

/** A chain of selects: one column of each is computed from itself and its neighbour, the others pass. */
export function chainFlow(nodeCount: number, columnCount: number): string {
  const columns = Array.from({ length: columnCount }, (_, i) => `  c${i}: float64${i % 5 === 0 ? ' @pii' : ''}`);
  const nodes = Array.from({ length: nodeCount }, (_, i) => {
    const [own, next] = [i % columnCount, (i + 1) % columnCount];
    return `  select n${i}(${i === 0 ? 'source' : `n${i - 1}`}) { * except (c${own}), c${own}: c${own} * 2 + c${next} }`;
  });
  return `schema Row {\n${columns.join('\n')}\n}
flow Chain {
  read source: Row from csv("rows.csv")
${nodes.join('\n')}
  write last(n${nodeCount - 1}) to csv("out.csv")
}
`;
}

export async function measureOrigins(nodeCount: number, columnCount: number): Promise<OriginsMeasurement> {
  const files = new Map([['/project/main.flow', chainFlow(nodeCount, columnCount)]]);
  const fileSystemProvider = () => new MemoryFileSystem(files);
  const { shared } = createFlowServices({ fileSystemProvider, ports: memoryPorts(files) });
  const uri = URI.file('/project/main.flow');
  const [parseAndLinkMs, document] = await timed(async () => {
    const read = await shared.workspace.LangiumDocuments.getOrCreateDocument(uri);
    await shared.workspace.DocumentBuilder.build([read], { validation: false });
    return read;
  });
  const flow = (document.parseResult.value as FlowFile).declarations.find(isFlow);
  if (flow === undefined) throw new Error('The generated text has no flow');
  const [analysisMs, analysis] = await timed(async () => analyzeFlow(flow));
  const last = `n${nodeCount - 1}`;
  const [oneColumnMs, origins] = await timed(async () => originsOf(analysis, last, ['c0']));
  const [allColumnsMs] = await timed(async () => allOrigins(analysis, last));
  const [checkMs] = await timed(async () => checkDocument(document));
  const times = { parseAndLinkMs, analysisMs, checkMs, oneColumnMs, allColumnsMs };
  return { nodeCount, columnCount, ...times, origins: origins.length };
}

function allOrigins(analysis: FlowAnalysis, node: string) {
  return analysis.nodes.get(node)?.output?.fields.map(({ name }) => originsOf(analysis, node, [name]));
}

/** Processor time in milliseconds: what else the machine does leaves it alone. */
async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  globalThis.gc?.();
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1000, result];
}
