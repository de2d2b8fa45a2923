import type { InferStage } from '@millrace/grammar';
import type { Batch } from '../batch/batch.ts';
import { RunError } from '../execute/run-error.ts';
import { BatchSizeTuner, fixedBatchSize, largestBatchSize } from '../inference/batch-size-tuner.ts';
import { Batcher } from '../inference/batcher.ts';
import { fillTensor } from '../inference/fill-tensor.ts';
import { InferencePool, poolSizeFor } from '../inference/inference-pool.ts';
import { checkModelFile, fileOfModel } from '../inference/model-file.ts';
import { inputColumns, type ModelInput, modelInputs } from '../inference/model-inputs.ts';
import { outputColumn } from '../inference/output-column.ts';
import type { ScoredPiece } from '../inference/request.ts';
import type { NodeBehaviour, NodeContext, TransformResult } from './node-behaviour.ts';
import { RowFailures } from './row-failures.ts';

/** How long records wait for company where the flow does not say. */
const defaultWaitMs = 5;
/** What may be in flight, so that the largest batches can fill; bounded by the size of their tensors. */
const inFlightBatches = 64;
const inFlightRecords = 4 * largestBatchSize;
const inFlightBytes = 64 * 1024 * 1024;

/** Scores records with an ONNX model, in batches of its own that are joined across the batches of the flow. [N4] */
export const infer: NodeBehaviour<'infer'> = {
  kind: 'infer',
  async open(stage, context) {
    refuseDevice(stage);
    const inputs = modelInputs(stage, context);
    const pool = await openPool(stage, inputs, context);
    const recordsMax = recordsInFlight(inputs);
    const batcher = new Batcher(pool, {
      size: batchSizeFor(stage, recordsMax),
      waitMs: stage.batch.waitMs ?? defaultWaitMs,
      widths: inputs.map(({ width }) => width),
      clock: context.clock,
    });
    let mayHang = false;
    context.signal.addEventListener('abort', () => batcher.abandon(context.signal.reason), { once: true });
    return {
      role: 'transform',
      inFlight: { batches: inFlightBatches, records: recordsMax },
      isRetryable: true,
      keepsTimeout: false,
      process: (batch) => score(stage, inputs, batcher, batch),
      end: () => batcher.end(),
      batchFill: () => batcher.fill,
      timedOut: () => {
        mayHang = true;
      },
      close: () => pool.close(mayHang),
    };
  },
};

async function score(
  stage: InferStage,
  inputs: readonly ModelInput[],
  batcher: Batcher,
  batch: Batch,
): Promise<TransformResult> {
  const failures = new RowFailures();
  const columns = inputColumns(inputs, batch, failures);
  const rows = failures.isEmpty ? undefined : failures.goodRows(batch.length);
  const count = rows?.length ?? batch.length;
  const tensors = inputs.map((input, i) => fillTensor(input, columns[i] ?? [], rows, count));
  const scored = count === 0 ? { outputs: [], failures: [] } : await batcher.submit(count, tensors);
  for (const { row, message } of scored.failures) failures.fail(rows?.[row] ?? row, message);
  const output = outputBatch(stage, rows === undefined ? batch : batch.take(rows), scored);
  return { output, bad: failures.list() };
}

/** The records that were sent to the model, with what it gave; without those that it failed on. */
function outputBatch(stage: InferStage, sent: Batch, { outputs, failures }: ScoredPiece): Batch {
  const kept = stage.keep.map((name) => sent.column(name));
  const added = stage.outputs.map(({ column, type }, i) => outputColumn(column, type, sent.length, outputs[i]));
  const output = sent.with(stage.name, stage.output, [...kept, ...added]);
  if (failures.length === 0) return output;
  const failed = new Set(failures.map(({ row }) => row));
  return output.take(Uint32Array.from({ length: sent.length }, (_, row) => row).filter((row) => !failed.has(row)));
}

async function openPool(
  stage: InferStage,
  inputs: readonly ModelInput[],
  context: NodeContext,
): Promise<InferencePool> {
  const model = fileOfModel(stage);
  const file = await checkModelFile(model, context.projectFolder);
  const setup = {
    path: file.path,
    cutsZipMaps: stage.outputs.some(({ from }) => from.kind === 'zipMap'),
    inputs: inputs.map(({ name, element, tail }) => ({ name, element, tail })),
    outputs: stage.outputs.map(({ from }) => (from.kind === 'zipMap' ? from.tensor : from.name)),
    fixedBatch: fixedBatchOf(stage),
  };
  return InferencePool.open(setup, model.path, poolSizeFor(file.bytes));
}

function batchSizeFor(stage: InferStage, recordsMax: number) {
  const fixed = fixedBatchOf(stage) ?? stage.batch.max;
  return fixed === undefined ? new BatchSizeTuner(Math.min(largestBatchSize, recordsMax)) : fixedBatchSize(fixed);
}

function fixedBatchOf({ inputs }: InferStage): number | undefined {
  const sizes = inputs.map(({ tensor }) => tensor.dimensions?.[0]);
  return sizes.find((size) => typeof size === 'number');
}

function recordsInFlight(inputs: readonly ModelInput[]): number {
  const bytes = inputs.reduce((sum, { width }) => sum + width * 8, 0);
  return Math.max(1, Math.min(inFlightRecords, Math.floor(inFlightBytes / Math.max(1, bytes))));
}

function refuseDevice({ device, name }: InferStage): void {
  if (device === 'cpu') return;
  throw new RunError('device-missing', `Device "${device}" is not available here; "cpu" is`, { node: name });
}
