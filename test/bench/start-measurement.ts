/**
 * What a person waits for at the start: from starting the process to the first record that comes out at its other end, through reading,
 * computing, a model and writing; and a check from beginning to end. The command is the one that is shipped.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measureChildren } from './processor-time.ts';
import { quantile } from './quantile.ts';
import { wearModel } from './stream-project.ts';

export interface StartMeasurement {
  what: 'run' | 'check';
  /** Milliseconds: to the first record of a run, to the end of a check. The least of all times, since other work can only add. */
  leastMs: number;
  medianMs: number;
  /** The least, of the whole command with all its threads. */
  processorMs: number;
}

/** Milliseconds that each may take at most. */
export const wantedMs = { run: 400, check: 300 } as const;

const flowText = `
schema Reading {
  id:          int64
  temperature: float64
  pressure:    float64
  vibration:   float64
}

model Wear { file: "wear.onnx" }

flow Start {
  read readings: Reading from csv("readings.csv")
  select features(readings) { id, heat: temperature / 15, load: ln(1 + pressure), shake: vibration * 10 }
  filter warm(features) where heat > 1
  infer scored(warm) with Wear {
    inputs:  { x: [heat, load, shake] }
    outputs: { wear: score }
  }
  write out(scored) to stdout(format: "jsonl")
}
`;

function makeProject(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-start-'));
  writeFileSync(path.join(folder, 'main.flow'), flowText);
  writeFileSync(path.join(folder, 'wear.onnx'), wearModel());
  const rows = Array.from({ length: 100 }, (_, id) => `${id},${20 + id},${id / 3},${id / 1000}`);
  writeFileSync(path.join(folder, 'readings.csv'), `id,temperature,pressure,vibration\n${rows.join('\n')}\n`);
  return folder;
}

/** The two commands in turn, `rounds` times; the first time of each, which fills caches, is not counted. */
export async function measureStart(command: string, rounds: number): Promise<StartMeasurement[]> {
  const folder = makeProject();
  const taken = { run: [] as Taken[], check: [] as Taken[] };
  try {
    for (let round = 0; round <= rounds; round++)
      for (const what of ['run', 'check'] as const) taken[what].push(await takeOne(command, what, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return (['run', 'check'] as const).map((what) => summed(what, taken[what].slice(1)));
}

interface Taken {
  waitedMs: number;
  processorMs: number;
}

function summed(what: StartMeasurement['what'], taken: readonly Taken[]): StartMeasurement {
  const waited = taken.map(({ waitedMs }) => waitedMs);
  const processorMs = Math.min(...taken.map((one) => one.processorMs));
  return { what, leastMs: Math.min(...waited), medianMs: quantile(waited, 0.5), processorMs };
}

async function takeOne(command: string, what: StartMeasurement['what'], folder: string): Promise<Taken> {
  let firstMs: number | undefined;
  const { processorMs, elapsedMs } = await measureChildren(async () => {
    const started = performance.now();
    const child = spawn(process.execPath, [command, what, 'main.flow'], { cwd: folder });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stdout.on('data', () => {
      firstMs ??= performance.now() - started;
    });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${what} ended with ${code}:\n${said}`);
  });
  if (what === 'run' && firstMs === undefined) throw new Error('The run gave no record');
  return { waitedMs: what === 'run' ? (firstMs ?? elapsedMs) : elapsedMs, processorMs };
}
