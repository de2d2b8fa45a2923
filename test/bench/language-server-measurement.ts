/** Times of the real language server over stdio, as an editor sees them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ClientCapabilities } from 'vscode-languageserver';
import { FlowClient, type Position } from '../support/flow-client.ts';
import { generatedFlow } from './generated-flow.ts';
import { readUsage } from './measured-process.ts';
import { type TypedStatement, typeStatement } from './typed-statement.ts';

export interface LanguageServerMeasurement {
  nodeCount: number;
  fileCount: number;
  /** From the process's start to the first diagnostics of the open file, other files beside it. */
  startMs: number;
  /** One character typed in the middle of the file, to the diagnostics published for it. */
  diagnosticsMs: number[];
  /** The same with the diagram followed, to the diagnostics. */
  diagnosticsWithDiagramMs: number[];
  completionMs: number[];
  /** By what is half typed. */
  completionsMs: Record<string, number[]>;
  hoverMs: number[];
  typed: TypedStatement;
  /** Resident memory of the server while typing without a pause; undefined where the system does not tell. */
  busyRssBytes: number | undefined;
  /** The same after a pause. */
  rssBytes: number | undefined;
  /** Processor time of the server in seconds of which nobody asks anything, per second. */
  idleShare: number | undefined;
}

export interface MeasurementSize {
  nodeCount: number;
  fileCount: number;
  repetitions: number;
  /** How long to wait before memory at rest is read. */
  pauseMs: number;
}

export async function measureLanguageServer(
  { nodeCount, fileCount, repetitions, pauseMs }: MeasurementSize,
  entry?: string,
): Promise<LanguageServerMeasurement> {
  const folder = projectOf(nodeCount, fileCount);
  const start = performance.now();
  const client = await FlowClient.start(folder, entry, { capabilities });
  try {
    await client.open('main.flow');
    await client.diagnostics('main.flow');
    const startMs = performance.now() - start;
    const keys = () => repeat(repetitions, (i) => typeKey(client, folder, i));
    const diagnosticsMs = await keys();
    const completionMs = await repeat(repetitions, () => ask(client, 'textDocument/completion', folder));
    const hoverMs = await repeat(repetitions, () => ask(client, 'textDocument/hover', folder));
    const completionsMs = await completionsOf(client, folder, repetitions);
    const typed = await typeStatement(
      client,
      middle(folder).line,
      Math.max(2, Math.round(repetitions / keysOfStatement)),
    );
    await client.openDiagram('main.flow');
    const diagnosticsWithDiagramMs = await keys();
    const busyRssBytes = residentBytes(client.pid);
    await setTimeout(pauseMs);
    const rssBytes = residentBytes(client.pid);
    const idleShare = await shareWhileIdle(client.pid, pauseMs);
    const times = { startMs, diagnosticsMs, diagnosticsWithDiagramMs, completionMs, completionsMs, hoverMs, typed };
    return { nodeCount, fileCount, ...times, busyRssBytes, rssBytes, idleShare };
  } finally {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** That many keys of another kind are as many as matter of a statement's. */
const keysOfStatement = 25;

/** As editors can. */
const capabilities: ClientCapabilities = {
  textDocument: {
    completion: {
      completionItem: {
        snippetSupport: true,
        insertReplaceSupport: true,
        labelDetailsSupport: true,
        resolveSupport: { properties: ['documentation', 'additionalTextEdits'] },
      },
    },
  },
};

/** Statements that are half typed, each in a line of its own in the middle of the flow. */
const halfTyped: Record<string, string> = {
  'a node': '',
  'an input': 'filter zz(',
  'a schema, also of other files': 'read zz: ',
  'a field of a select': 'select zz(n0) { ',
  'a column of a query': 'sql zz(n0, n1) """ SELECT ',
};

async function completionsOf(
  client: FlowClient,
  folder: string,
  repetitions: number,
): Promise<Record<string, number[]>> {
  const { line } = middle(folder);
  const times: Record<string, number[]> = {};
  for (const [name, text] of Object.entries(halfTyped)) {
    const start = { line, character: 0 };
    await client.edit('main.flow', [{ range: { start, end: start }, text: `  ${text}\n` }]);
    await client.diagnostics('main.flow');
    const position = { line, character: 2 + text.length };
    times[name] = await repeat(repetitions, () => asked(client, 'textDocument/completion', position));
    await client.edit('main.flow', [{ range: { start, end: { line: line + 1, character: 0 } }, text: '' }]);
    await client.diagnostics('main.flow');
  }
  return times;
}

function projectOf(nodeCount: number, fileCount: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data/rows.csv'), '');
  writeFileSync(join(folder, 'main.flow'), generatedFlow(nodeCount));
  for (let i = 1; i < fileCount; i++) writeFileSync(join(folder, `other${i}.flow`), generatedFlow(10));
  return folder;
}

async function repeat(count: number, measure: (i: number) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(await measure(i));
  return times;
}

const condition = 'where value14 > ';

/** The place behind the condition of a filter in the middle of the file. */
function middle(folder: string) {
  const lines = readFileSync(join(folder, 'main.flow'), 'utf8').split('\n');
  const filters = lines.flatMap((text, line) => (text.includes(condition) ? [line] : []));
  const line = filters[Math.floor(filters.length / 2)] ?? 0;
  return { line, character: (lines[line] ?? '').indexOf(condition) + condition.length };
}

/** Types a digit, which is taken back by the next key. */
async function typeKey(client: FlowClient, folder: string, i: number): Promise<number> {
  const { line, character } = middle(folder);
  const isTyped = i % 2 === 0;
  const range = { start: { line, character }, end: { line, character: character + (isTyped ? 0 : 4) } };
  const start = performance.now();
  await client.edit('main.flow', [{ range, text: isTyped ? '7 + ' : '' }]);
  await client.diagnostics('main.flow');
  return performance.now() - start;
}

async function ask(client: FlowClient, method: string, folder: string): Promise<number> {
  return asked(client, method, middle(folder));
}

async function asked(client: FlowClient, method: string, position: Position): Promise<number> {
  const start = performance.now();
  await client.request(method, 'main.flow', position);
  return performance.now() - start;
}

async function shareWhileIdle(pid: number, ms: number): Promise<number | undefined> {
  const before = readUsage(pid);
  await setTimeout(ms);
  const after = readUsage(pid);
  return before && after && ms > 0 ? (after.processorMs - before.processorMs) / ms : undefined;
}

function residentBytes(pid: number): number | undefined {
  try {
    const [, kibibytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}
