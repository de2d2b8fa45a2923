/** The same pipeline in two languages, the same keys, on one machine in one run, turn by turn. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatedFlow } from './generated-flow.ts';
import { generatedPython } from './generated-python.ts';
import { TypingClient } from './typing-client.ts';

export interface SideMeasurement {
  diagnosticsMs: number[];
  completionMs: number[];
}

export interface PeerMeasurement {
  ours: SideMeasurement;
  peer: SideMeasurement;
}

export interface PeerSize {
  nodeCount: number;
  /** Keys of each kind on each side that count. */
  repetitions: number;
  /** Keys before them. */
  warmUp: number;
}

export async function measurePeer(entry: string, peerEntry: string, size: PeerSize): Promise<PeerMeasurement> {
  const folders = [folderWith('flow'), folderWith('python')] as const;
  const [flow, python] = [generatedFlow(size.nodeCount), generatedPython(size.nodeCount)];
  const behind = 'where value14 > ';
  const ours = { entry, folder: folders[0], name: 'main.flow', languageId: 'flow', text: flow, behind };
  const pythonBehind = 'if r.value14 > ';
  const peer = { ...ours, entry: peerEntry, folder: folders[1], name: 'main.py', languageId: 'python', text: python };
  const clients = [
    await TypingClient.start(ours),
    await TypingClient.start({ ...peer, behind: pythonBehind }),
  ] as const;
  try {
    return await takeTurns(clients, size);
  } finally {
    for (const client of clients) await client.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

async function takeTurns(
  [ours, peer]: readonly [TypingClient, TypingClient],
  { repetitions, warmUp }: PeerSize,
): Promise<PeerMeasurement> {
  const result: PeerMeasurement = { ours: nothing(), peer: nothing() };
  for (let i = 0; i < warmUp + repetitions; i++) {
    await takeTurn(ours, i < warmUp ? nothing() : result.ours);
    await takeTurn(peer, i < warmUp ? nothing() : result.peer);
  }
  return result;
}

async function takeTurn(client: TypingClient, { diagnosticsMs, completionMs }: SideMeasurement): Promise<void> {
  diagnosticsMs.push(await client.keyToDiagnostics());
  completionMs.push(await client.keyToCompletion());
}

function nothing(): SideMeasurement {
  return { diagnosticsMs: [], completionMs: [] };
}

function folderWith(language: string): string {
  const folder = mkdtempSync(join(tmpdir(), `millrace-peer-${language}-`));
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data/rows.csv'), '');
  return folder;
}
