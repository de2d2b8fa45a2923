/**
 * The processor time that a key takes of the server, up to its diagnostics, beside that of reading the whole text once: both in this
 * process, turn by turn, so that the ratio hardly depends on what else the machine does.
 */
import { createFlowLspServices, nodePorts } from '@millrace/language-server';
import { type LangiumDocument, TextDocument, URI } from 'langium';
import type { NormalizedTextDocuments } from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import { generatedFlow } from './generated-flow.ts';

export interface KeystrokeMeasurement {
  /** From the change of the text to the end of its build. */
  keyMs: number[];
  /** Of completion at the key, when its build is done. */
  completionMs: number[];
  /** Langium's bare parse of the same text. */
  parseMs: number[];
}

export interface KeystrokeSize {
  nodeCount: number;
  repetitions: number;
  warmUp: number;
}

const behind = 'where value14 > ';

export async function measureKeystrokes({
  nodeCount,
  repetitions,
  warmUp,
}: KeystrokeSize): Promise<KeystrokeMeasurement> {
  const { shared, flow } = createFlowLspServices({ ...NodeFileSystem, ports: nodePorts() });
  const { DocumentBuilder, LangiumDocuments, LangiumDocumentFactory, TextDocuments } = shared.workspace;
  const text = generatedFlow(nodeCount);
  const at = text.indexOf(behind, text.length / 2) + behind.length;
  const typed = `${text.slice(0, at)}7 + ${text.slice(at)}`;
  const uri = URI.file('/keystrokes/main.flow');
  const document: LangiumDocument = LangiumDocumentFactory.fromString(text, uri);
  LangiumDocuments.addDocument(document);
  const cursor = { textDocument: { uri: uri.toString() }, position: document.textDocument.positionAt(at) };
  const result: KeystrokeMeasurement = { keyMs: [], completionMs: [], parseMs: [] };
  for (let i = 0; i < warmUp + repetitions; i++) {
    const next = TextDocument.create(uri.toString(), 'flow', i, i % 2 === 0 ? typed : text);
    (TextDocuments as NormalizedTextDocuments<TextDocument>).set(next);
    const keyMs = await processorMs(() => DocumentBuilder.update([uri], []));
    const completionMs = await processorMs(() => flow.lsp.CompletionProvider?.getCompletion(document, cursor));
    const parseMs = await processorMs(() => flow.parser.LangiumParser.parse(next.getText()));
    if (i < warmUp) continue;
    result.keyMs.push(keyMs);
    result.completionMs.push(completionMs);
    result.parseMs.push(parseMs);
  }
  return result;
}

async function processorMs(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
