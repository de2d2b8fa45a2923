/**
 * A whole run beside the floor under it: the model alone, called in a bare loop at its best batch on as many sessions, and DuckDB alone,
 * reading the same file and writing the same columns. What starting costs is no part of either.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeFloorProject } from './floor-project.ts';
import { type Cost, measureChildren } from './processor-time.ts';

export interface FloorMeasurement {
  /** Of each the least of all rounds, since other work on the machine can only add. */
  run: Cost;
  model: Cost;
  duckDb: Cost;
  /** Of the floor to the run: 1 would be a run that costs nothing of its own. */
  ratio: number;
}

export interface FloorSetting {
  /** Absolute; the command as it is shipped. */
  command: string;
  records: number;
  /** Of the model's two hidden layers. */
  width: number;
  rounds: number;
}

export const wantedRatio = 0.7;

const call = promisify(execFile);
const part = path.join(import.meta.dirname, 'floor-part.ts');

export async function measureFloor({ command, records, width, rounds }: FloorSetting): Promise<FloorMeasurement> {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-floor-'));
  try {
    await makeFloorProject(folder, records, width);
    const all = { run: [] as Cost[], model: [] as Cost[], duckDb: [] as Cost[] };
    for (let round = 0; round < rounds; round++) {
      all.run.push(await costOfRun(command, folder));
      all.model.push(await costOfPart('model', folder, records));
      all.duckDb.push(await costOfPart('duckdb', folder, records));
    }
    const [run, model, duckDb] = [least(all.run), least(all.model), least(all.duckDb)];
    return { run, model, duckDb, ratio: (model.processorMs + duckDb.processorMs) / run.processorMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Less what the same command takes for no record. */
async function costOfRun(command: string, folder: string): Promise<Cost> {
  const none = await costOfFlow(command, 'empty.flow', folder);
  const all = await costOfFlow(command, 'main.flow', folder);
  return { processorMs: all.processorMs - none.processorMs, elapsedMs: all.elapsedMs };
}

/** On the clock as the last event of the run gives it. */
async function costOfFlow(command: string, flow: string, cwd: string): Promise<Cost> {
  let said = '';
  const { processorMs } = await measureChildren(async () => {
    said = (await call(process.execPath, [command, 'run', flow, '--no-record', '--json'], { cwd })).stdout;
  });
  return { processorMs, elapsedMs: JSON.parse(said.trimEnd().split('\n').at(-1) ?? '{}').durationMs };
}

async function costOfPart(name: 'model' | 'duckdb', folder: string, records: number): Promise<Cost> {
  const { stdout } = await call(process.execPath, [part, name, folder, String(records)]);
  return JSON.parse(stdout);
}

function least(costs: readonly Cost[]): Cost {
  return {
    processorMs: Math.min(...costs.map(({ processorMs }) => processorMs)),
    elapsedMs: Math.min(...costs.map(({ elapsedMs }) => elapsedMs)),
  };
}
