/**
 * Flows as tests write them: one text, maybe with more files under `//- /path` lines, and under a wrong word its mistake:
 *
 *     filter big(payments) where amout > 3
 *                                ^^^^^ FLOW201 Unknown field …
 */
import {
  analyzeFlow,
  checkDocument,
  createFlowServices,
  type FlowAnalysis,
  type FlowDiagnostic,
  type FlowServices,
  loadDocument,
  printType,
  type RecordType,
  rangeOf,
} from '@millrace/grammar';
import { type FlowFile, isFlow } from '@millrace/grammar/syntax';
import { type LangiumDocument, URI } from 'langium';
import { expect } from 'vitest';
import { type Files, MemoryFileSystem, memoryPorts } from './memory-files.ts';

export interface FlowFixture {
  services: FlowServices;
  document: LangiumDocument;
  files: Files;
}

export const projectFolder: URI = URI.parse('file:///project');

/** The project of the text, its first file (`/project/main.flow` without a header) loaded with its imports. */
export async function loadFlow(text: string): Promise<FlowFixture> {
  const files = filesOf(withoutMarks(text));
  const services = createFlowServices({
    fileSystemProvider: () => new MemoryFileSystem(files),
    ports: memoryPorts(files),
  });
  const [main] = files.keys();
  const document = await loadDocument(services, URI.file(main as string));
  return { services, document, files };
}

/** The mistakes of the first file are exactly those marked in it. */
export async function checkDiagnostics(text: string): Promise<void> {
  const { document } = await loadFlow(text);
  const [first = ''] = text.split(header);
  const rest = text.slice(first.length);
  const found = annotate(withoutMarks(first), checkDocument(document));
  expect(found + rest).toBe(text);
}

/** The analysis of the first flow. */
export async function analyze(text: string): Promise<FlowAnalysis> {
  const { document } = await loadFlow(text);
  const flow = (document.parseResult.value as FlowFile).declarations.find(isFlow);
  if (flow === undefined) throw new Error('The text has no flow');
  return analyzeFlow(flow);
}

/** Per node what leaves it, as the language prints types; `?` where it is not known. */
export async function outputs(text: string): Promise<Record<string, string>> {
  const { nodes } = await analyze(text);
  return Object.fromEntries([...nodes].map(([name, { output }]) => [name, output ? fieldsText(output) : '?']));
}

function fieldsText(record: RecordType): string {
  return record.fields.map(({ name, type }) => `${name}: ${printType(type)}`).join(', ');
}

const header = /^(?=\/\/- )/m;
const mark = /^[ \t]*\^+ FLOW\d+.*\n?/gm;

export function withoutMarks(text: string): string {
  return text.replace(mark, '');
}

export function filesOf(text: string, folder = '/project'): Files {
  const [first = '', ...rest] = text.split(header);
  const files: Files = new Map();
  if (!first.startsWith('//- ')) files.set(`${folder}/main.flow`, first);
  for (const part of first.startsWith('//- ') ? [first, ...rest] : rest) {
    const end = part.indexOf('\n');
    files.set(`${folder}${part.slice(4, end).trim()}`, part.slice(end + 1));
  }
  return files;
}

/** The text with each mistake under its first line. */
export function annotate(text: string, diagnostics: readonly FlowDiagnostic[]): string {
  const marked = text.split('\n').map((line) => [line]);
  const inColumns = diagnostics.map((one) => ({ one, range: rangeOf(one.place) }));
  inColumns.sort((a, b) => a.range.start.character - b.range.start.character);
  for (const { one, range } of inColumns) {
    const { start, end } = range;
    const line = marked[start.line] as string[];
    const last = end.line === start.line ? end.character : (line[0] as string).length;
    const carets = '^'.repeat(Math.max(1, last - start.character));
    line.push(`${' '.repeat(start.character)}${carets} ${one.code} ${one.message}`);
  }
  return marked.flat().join('\n');
}
