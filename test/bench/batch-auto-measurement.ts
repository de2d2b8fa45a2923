/**
 * What a record costs in an `infer` whose batch is `auto`, beside the same with batches of fixed sizes: through the node as a run drives
 * it, with batches of the size that a source gives, in turn. Counted is processor time, which other work on the machine changes little.
 */
import { type RecordType, recordType, scalarType, type Type } from '@millrace/grammar';
import { Batch, nodeBehaviours, type OpenTransform, systemClock } from 'millrace';
import { inferStage, modelPath } from '../support/infer-stages.ts';
import { column } from '../support/plans.ts';
import { projectWith } from '../support/run-plans.ts';
import type { ShapedModel } from './batch-auto-models.ts';
import { measureHere } from './processor-time.ts';

export interface BatchAutoMeasurement {
  /** Microseconds of a record. */
  autoUs: number;
  /** Of the best fixed size, as often in turn with auto. */
  bestUs: number;
  bestSize: number;
  /** By size, from the search for the best. */
  fixedUs: Map<number, number>;
  /** How fast auto is beside the best: 1 is as fast. */
  ratio: number;
}

export interface BatchAutoSetting {
  sizes: readonly number[];
  /** How often each is measured; the least counts. */
  rounds: number;
  /** In one slice. */
  records: number;
}

export const wantedRatio = 0.95;

const sourceBatch = 4096;
/** So many of the fastest sizes are measured once more beside auto: neighbours of the best are often as good. */
const finalists = 3;

export async function measureBatchAuto(shaped: ShapedModel, setting: BatchAutoSetting): Promise<BatchAutoMeasurement> {
  const input = batchOf(shaped);
  const { sizes, rounds, records } = setting;
  await using fixed = new AsyncDisposableStack();
  const nodes = new Map<number | 'auto', OpenTransform>();
  for (const size of ['auto', ...sizes] as const)
    nodes.set(size, fixed.use(await openNode(shaped, size === 'auto' ? undefined : size)).node);
  // Until auto has settled: every size is tried for some jobs, and one that costs little needs many records for that.
  await drive(nodes.get('auto') as OpenTransform, input, records * 8);
  const times = (names: readonly (number | 'auto')[]) =>
    inTurn(nodes, names, (node) => drive(node, input, records), rounds);
  const fixedUs = (await times(sizes)) as Map<number, number>;
  const fastest = [...fixedUs]
    .sort(([, a], [, b]) => a - b)
    .slice(0, finalists)
    .map(([size]) => size);
  // As often as all of them together: the least of more tries is less.
  const last = await times(fastest.flatMap((size) => ['auto' as const, size]));
  const autoUs = last.get('auto') ?? Number.NaN;
  const bestSize = fastest.reduce((best, size) => ((last.get(size) ?? 0) < (last.get(best) ?? 0) ? size : best));
  const bestUs = last.get(bestSize) ?? Number.NaN;
  return { autoUs, bestUs, bestSize, fixedUs, ratio: bestUs / autoUs };
}

/** Of each the least, one after the other in every round. */
async function inTurn<Name>(
  nodes: ReadonlyMap<Name, OpenTransform>,
  names: readonly Name[],
  measure: (node: OpenTransform) => Promise<number>,
  rounds: number,
): Promise<Map<Name, number>> {
  const least = new Map<Name, number>();
  for (let round = 0; round < rounds; round++)
    for (const name of names)
      least.set(
        name,
        Math.min(least.get(name) ?? Number.POSITIVE_INFINITY, await measure(nodes.get(name) as OpenTransform)),
      );
  return least;
}

/** Microseconds of processor time for a record. */
async function drive(node: OpenTransform, batch: Batch, records: number): Promise<number> {
  const count = Math.ceil(records / batch.length);
  const atOnce = Math.max(1, Math.min(node.inFlight.batches, Math.floor(node.inFlight.records / batch.length), count));
  let begun = 0;
  const { processorMs } = await measureHere(async () => {
    const lane = async () => {
      while (begun++ < count) await node.process(batch, 1);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  });
  return (processorMs * 1000) / (count * batch.length);
}

async function openNode(shaped: ShapedModel, max: number | undefined) {
  const { stage, bytes } = inferStage(shaped.model, {
    input: schemaOf(shaped),
    fill: Object.fromEntries(
      Object.entries(shaped.inputs).map(([name, width]) => [name, [column(name, floats(width))]]),
    ),
    take: { y: { column: 'y', type: scalarType('float32') } },
    keep: [],
    batch: max === undefined ? {} : { max },
  });
  const project = await projectWith({ [modelPath]: bytes });
  const node = (await nodeBehaviours.infer.open(stage, {
    runId: 'bench',
    flow: 'Bench',
    projectFolder: project.folder,
    parameters: {},
    parameterValues: {},
    clock: systemClock,
    inputs: [],
    signal: new AbortController().signal,
    log: () => {},
  })) as OpenTransform;
  return {
    node,
    async [Symbol.asyncDispose]() {
      await node.close();
      await project[Symbol.asyncDispose]();
    },
  };
}

function batchOf(shaped: ShapedModel): Batch {
  const rows = Array.from({ length: sourceBatch }, (_, row) =>
    Object.fromEntries(
      Object.entries(shaped.inputs).map(([name, width]) => [
        name,
        Float32Array.from({ length: width }, (_, at) => Math.sin(row + at)),
      ]),
    ),
  );
  return Batch.fromRows({ node: 'in', sequence: 0 }, schemaOf(shaped), rows);
}

function schemaOf({ inputs }: ShapedModel): RecordType {
  return recordType(Object.entries(inputs).map(([name, width]) => ({ name, type: floats(width) })));
}

function floats(width: number): Type {
  return { kind: 'vector', element: 'float32', dimensions: [width], nullable: false };
}
