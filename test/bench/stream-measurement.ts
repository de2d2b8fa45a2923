import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measureProcess, type Usage } from './measured-process.ts';
import { makeStreamProject, type StreamFormat } from './stream-project.ts';

/** What one run of the real command over `records` records took. */
export interface StreamMeasurement {
  format: StreamFormat;
  records: number;
  /** Records that reached the sink: about half. */
  written: number;
  /** Of the run, as its last event gives it; without starting the process. */
  runMs: number;
  recordsPerSecond: number;
  usage: Usage | undefined;
}

const command = path.join(import.meta.dirname, '../../runtime/src/cli/main.ts');

/** Throws with what the command said when it did not succeed. */
export async function measureStream(format: StreamFormat, records: number): Promise<StreamMeasurement> {
  const folder = mkdtempSync(path.join(tmpdir(), 'millrace-stream-'));
  try {
    await makeStreamProject(folder, format, records);
    const run = await measureProcess(process.execPath, [command, 'run', 'main.flow', '--json'], folder);
    if (run.exitCode !== 0)
      throw new Error(`The run ended with ${run.exitCode}:\n${run.stdout.slice(-2000)}${run.stderr}`);
    const finished = JSON.parse(run.stdout.trimEnd().split('\n').at(-1) ?? '{}');
    const runMs = finished.durationMs;
    return {
      format,
      records,
      written: finished.records.out,
      runMs,
      recordsPerSecond: (records / runMs) * 1000,
      usage: run.usage,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
