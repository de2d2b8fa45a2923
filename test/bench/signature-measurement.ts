/** What it costs to know what a large model takes and gives. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSignature } from '@millrace/grammar';
import { openCountingSource } from '../support/byte-sources.ts';
import { writeSparseModel } from '../support/sparse-model.ts';

export interface SignatureMeasurement {
  modelBytes: number;
  weights: number;
  bytesRead: number;
  reads: number;
  /** Processor time of the first reading of a process, with code that is not compiled yet. */
  firstMs: number;
  /** The median of those after it, and of the time on the clock. */
  laterMs: number;
  clockMs: number;
  inputs: number;
}

/** Reads a model of `count` weights with `size` bytes each, which are holes in the file, `repeats` times. */
export function measureSignature(count: number, size: number, repeats: number): SignatureMeasurement {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-signature-'));
  const file = join(folder, 'large.onnx');
  try {
    writeSparseModel(file, { count, size });
    const [first, ...later] = Array.from({ length: repeats }, () => readOnce(file));
    if (first === undefined) throw new Error('It has to be read at least once');
    const { processorMs: firstMs, clockMs: firstClockMs, ...read } = first;
    const laterMs = median(later.map(({ processorMs }) => processorMs)) ?? firstMs;
    const clockMs = median(later.map((one) => one.clockMs)) ?? firstClockMs;
    return { ...read, weights: count, firstMs, laterMs, clockMs };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function median(values: number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function readOnce(file: string) {
  const source = openCountingSource(file);
  try {
    const [started, used] = [performance.now(), process.cpuUsage()];
    const result = readSignature(source);
    const [clockMs, { user, system }] = [performance.now() - started, process.cpuUsage(used)];
    if (!result.ok) throw new Error(result.problem.message);
    const { bytesRead, reads, size } = source;
    return {
      clockMs,
      processorMs: (user + system) / 1000,
      bytesRead,
      reads,
      modelBytes: size,
      inputs: result.signature.inputs.length,
    };
  } finally {
    source.close();
  }
}
