/**
 * Nested records as JSON lines give them, flattened by a select to 20 columns: what the node itself takes, on one core, and, for
 * information, what reading the same records takes.
 */
import { type Field, recordType, type ScalarName, scalarType, type Type } from '@millrace/grammar';
import { Batch, connectors, nodeBehaviours, type OpenTransform, systemClock } from 'millrace';
import { jsonlCall, stage } from '../support/plans.ts';
import { projectWith } from '../support/run-plans.ts';
import { measureHere } from './processor-time.ts';

export interface SelectMeasurement {
  fields: number;
  records: number;
  /** Records in a second of processor time: the best of all rounds. */
  selectedPerSecond: number;
  readPerSecond: number;
}

export const wantedPerSecond = 1_000_000;

/** Two levels of records, of 20 scalars together. */
const shape = {
  id: 'int64',
  order: { number: 'string', at: 'timestamp', amount: 'float64', currency: 'string', items: 'int32', isPaid: 'bool' },
  customer: {
    name: 'string',
    age: 'int32?',
    since: 'date',
    address: { street: 'string', city: 'string', zip: 'string', lat: 'float64', lon: 'float64' },
  },
  device: { model: 'string?', version: 'int32', battery: 'float32', isRooted: 'bool', channel: 'string' },
} as const;

interface Shape {
  readonly [name: string]: string | Shape;
}

function fieldsOf(given: Shape): Field[] {
  return Object.entries(given).map(([name, what]) => ({ name, type: typeOf(what) }));
}

function typeOf(what: string | Shape): Type {
  if (typeof what !== 'string') return recordType(fieldsOf(what));
  return scalarType(what.replace('?', '') as ScalarName, what.endsWith('?'));
}

/** Every scalar with the way to it. */
function leavesOf(given: Shape, way: readonly string[] = []): { path: string[]; type: Type }[] {
  return Object.entries(given).flatMap(([name, what]) =>
    typeof what === 'string' ? [{ path: [...way, name], type: typeOf(what) }] : leavesOf(what, [...way, name]),
  );
}

const input = recordType(fieldsOf(shape));
const leaves = leavesOf(shape).map((leaf) => ({ ...leaf, name: leaf.path.join('_') }));

function lineAt(id: number): string {
  const at = new Date(1_700_000_000_000 + id * 1000).toISOString();
  return JSON.stringify({
    id,
    order: { number: `N${id}`, at, amount: id / 3, currency: 'EUR', items: id % 9, isPaid: id % 2 === 0 },
    customer: {
      name: `Customer ${id % 997}`,
      age: id % 5 === 0 ? null : 20 + (id % 60),
      since: '2019-04-01',
      address: { street: 'Keizersgracht 1', city: 'Amsterdam', zip: '1015', lat: 52.37, lon: 4.88 },
    },
    device: { model: id % 3 === 0 ? null : 'P7', version: id % 40, battery: 0.5, isRooted: false, channel: 'app' },
  });
}

export async function measureSelect(records: number, rounds: number): Promise<SelectMeasurement> {
  const lines = Array.from({ length: records }, (_, id) => lineAt(id)).join('\n');
  await using project = await projectWith({ 'in.jsonl': `${lines}\n` });
  const batches: Batch[] = [];
  const reading = await measureHere(async () => {
    for await (const batch of readBatches(project.folder)) batches.push(batch);
  });
  const node = await openSelect(project.folder);
  let leastMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const { processorMs } = await measureHere(async () => {
      for (const batch of batches) await flatten(node, batch);
    });
    leastMs = Math.min(leastMs, processorMs);
  }
  await node.close();
  const perSecond = (ms: number) => (records / ms) * 1000;
  return {
    fields: leaves.length,
    records,
    selectedPerSecond: perSecond(leastMs),
    readPerSecond: perSecond(reading.processorMs),
  };
}

/** Throws where a record is lost. */
async function flatten(node: OpenTransform, batch: Batch): Promise<void> {
  const { output, bad } = await node.process(batch, 1);
  if (output?.length !== batch.length || bad.length > 0) throw new Error('A record was lost');
}

async function* readBatches(projectFolder: string): AsyncGenerator<Batch> {
  const context = { projectFolder, schema: input, batchSize: 4096, signal: new AbortController().signal };
  const source = await connectors.get('jsonl')?.openSource?.(jsonlCall('in.jsonl'), context);
  for (let sequence = 0; ; sequence++) {
    const batch = await source?.next();
    if (batch === undefined) break;
    if (batch.bad.length > 0) throw new Error(batch.bad[0]?.message);
    yield new Batch({ node: 'in', sequence }, input, batch.columns, batch.length);
  }
  await source?.close();
}

async function openSelect(projectFolder: string): Promise<OpenTransform> {
  const columns = leaves.map(({ name, path, type }) => ({ name, expression: { op: 'field' as const, type, path } }));
  const output = recordType(leaves.map(({ name, type }) => ({ name, type })));
  return (await nodeBehaviours.select.open(stage('select', { name: 'flat', input, output, columns }), {
    runId: 'bench',
    flow: 'Bench',
    projectFolder,
    parameters: {},
    parameterValues: {},
    clock: systemClock,
    inputs: [],
    signal: new AbortController().signal,
    log: () => {},
  })) as OpenTransform;
}
