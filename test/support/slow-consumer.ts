/** Behind a node a consumer ten times slower than what feeds it: nothing is lost, the order stays, and queues stay bounded. */
import type { ConnectorCall, RecordType, Stage } from '@millrace/grammar';
import type { NodeContext } from 'millrace';
import { expect } from 'vitest';
import { jsonlCall, type PlannedStage, planOf, stage } from './plans.ts';
import { eagerClock, projectWith, runIn } from './run-plans.ts';

type Row = Record<string, unknown>;

/** What a node needs of the project that it runs in, and its end. */
export interface Surrounding {
  context?: Partial<NodeContext>;
  /** In the place of the stage's own. */
  connector?: ConnectorCall;
  close(): Promise<void>;
}

export interface SlowlyConsumed {
  made: Stage;
  /** Records of the read before it; absent where it is a read itself. */
  input?: { schema: RecordType; rows: readonly Row[] };
  ahead?: { schema: RecordType; rows: readonly Row[] };
  port?: string;
  output: RecordType;
  expected: readonly Row[];
  files?: Record<string, string | Uint8Array>;
  around?(folder: string): Promise<Surrounding>;
}

/** Of the reads: sixteen of them are the bound of an edge. */
const batchMax = 64;
const queuedMax = 16 * 2 * batchMax;
/** Many more than a queue holds. */
export const slowRows = 3000;
/** Of arithmetic for a record: many times what the kinds of node need for one. */
const effort = 50_000;

export async function holdSlowConsumer(given: SlowlyConsumed): Promise<void> {
  const { made, input, ahead, port, output, expected, files = {}, around } = given;
  const slow = `export const step = (row) => { for (let i = 0; i < ${effort}; i++) Math.sqrt(i); return row; };`;
  await using project = await projectWith({ ...files, 'slow.mjs': slow, ...inputFiles({ input, ahead }) });
  const surrounding = await around?.(project.folder);
  const consumed = named(made, surrounding?.connector);
  const plan = planOf([
    ...readOf('rows', input?.schema),
    ...readOf('ahead', ahead?.schema),
    { stage: consumed, from: input && (ahead ? ['rows', 'ahead'] : ['rows']) },
    { stage: slowTask(output), from: port === undefined ? 'made' : `made.${port}` },
    { stage: stage('write', { name: 'out', input: output, connector: jsonlCall('out.jsonl') }), from: 'slow' },
  ]);
  const run = await runIn(project.folder, plan, { clock: eagerClock, reviews: surrounding?.context?.reviews });
  await surrounding?.close();
  expect(run.finished).toMatchObject({ status: 'succeeded', records: { out: expected.length } });
  expect(await project.jsonLines('out.jsonl')).toEqual(expected.map(asJson));
  let queuedMost = 0;
  for (const { nodes } of run.all('progress'))
    queuedMost = Math.max(queuedMost, nodes.find(({ node }) => node === 'slow')?.queued ?? 0);
  expect(queuedMost).toBeGreaterThan(0);
  expect(queuedMost).toBeLessThanOrEqual(queuedMax);
}

function named(made: Stage, connector: ConnectorCall | undefined): Stage {
  return { ...made, name: 'made', ...(connector && { connector }) } as Stage;
}

function slowTask(schema: RecordType): Stage {
  const runner = { name: 'node', file: 'slow.mjs', export: 'step' } as const;
  return stage('task', { name: 'slow', input: schema, output: schema, runner, mode: 'record' });
}

function readOf(name: string, schema: RecordType | undefined): PlannedStage[] {
  if (schema === undefined) return [];
  const connector = jsonlCall(`${name}.jsonl`);
  return [{ stage: stage('read', { name, output: schema, connector, batch: { max: batchMax } }) }];
}

function inputFiles({ input, ahead }: Pick<SlowlyConsumed, 'input' | 'ahead'>): Record<string, string> {
  return {
    ...(input && { 'rows.jsonl': jsonLines(input.rows) }),
    ...(ahead && { 'ahead.jsonl': jsonLines(ahead.rows) }),
  };
}

/** What a whole number of 64 bits and all others are in a line of JSON. */
export function asJson(row: Row): Row {
  return JSON.parse(jsonLine(row));
}

export const jsonLine = (row: Row): string =>
  JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? Number(value) : value));

export const jsonLines = (rows: readonly Row[]): string => rows.map((row) => `${jsonLine(row)}\n`).join('');
