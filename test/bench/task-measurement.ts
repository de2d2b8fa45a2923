/**
 * What a record costs on its way through code that does nothing with it: as a task, in batches, and as people build it first, a
 * child process that is given one record as a JSON line and waits for the line that answers. Counted is the processor time of
 * both processes: what else the machine does changes it little.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Batch, nodeBehaviours, type OpenTransform, systemClock } from 'millrace';
import { schema, stage } from '../support/plans.ts';
import { type Language, runnerOf } from '../support/run-code.ts';
import { projectWith } from '../support/run-plans.ts';
import { readUsage } from './measured-process.ts';

export interface TaskMeasurement {
  language: Language;
  /** Per record. */
  task: Cost;
  lineByLine: Cost;
  /** How many times less processor time a task costs. */
  ratio: number;
}

/** Microseconds. */
export interface Cost {
  processorUs: number;
  /** On the clock. */
  elapsedUs: number;
}

const row = schema({ id: 'int64', amount: 'float64', country: 'string', at: 'timestamp', note: 'string?' });
const batchSize = 4096;

/** How many times less each is to cost at least. */
export const wantedRatio = { node: 3, python: 5 } as const;

const same = {
  node: 'export const open = () => console.log(process.pid);\nexport const step = (record) => record;',
  python: 'import os\ndef open(context): print(os.getpid())\ndef step(record, context): return record',
} as const;

const answering = {
  node: `const { createInterface } = require('node:readline');
createInterface({ input: process.stdin }).on('line', (line) => process.stdout.write(JSON.stringify(JSON.parse(line)) + '\\n'));`,
  python: `import json, sys
for line in sys.stdin:
    sys.stdout.write(json.dumps(json.loads(line)) + "\\n")
    sys.stdout.flush()`,
} as const;

export async function measureTask(language: 'node' | 'python', records: number): Promise<TaskMeasurement> {
  const task = await asTask(language, records);
  const slow = await lineByLine(language, Math.ceil(records / 4));
  return { language, task, lineByLine: slow, ratio: slow.processorUs / task.processorUs };
}

async function costOf(pid: number, records: number, work: () => Promise<void>): Promise<Cost> {
  const [own, child, started] = [process.cpuUsage(), readUsage(pid), performance.now()];
  await work();
  const elapsedMs = performance.now() - started;
  const { user, system } = process.cpuUsage(own);
  const childMs = (readUsage(pid)?.processorMs ?? 0) - (child?.processorMs ?? 0);
  return { processorUs: (user + system + childMs * 1000) / records, elapsedUs: (elapsedMs * 1000) / records };
}

function recordAt(id: number) {
  const note = id % 2 === 0 ? 'a few words of it' : null;
  return { id: BigInt(id), amount: id / 3, country: 'NL', at: new Date(1_700_000_000_000 + id), note };
}

async function asTask(language: 'node' | 'python', records: number): Promise<Cost> {
  const runner = runnerOf(language);
  const told = Promise.withResolvers<number>();
  await using project = await projectWith({ [runner.file]: same[language] });
  const task = stage('task', { name: 'same', input: row, output: row, runner, mode: 'record' });
  const node = (await nodeBehaviours.task.open(task, {
    runId: 'bench',
    flow: 'Bench',
    projectFolder: project.folder,
    parameters: {},
    parameterValues: {},
    clock: systemClock,
    inputs: [],
    signal: new AbortController().signal,
    log: (_, text) => told.resolve(Number(text)),
  })) as OpenTransform;
  const batch = Batch.fromRows(
    { node: 'in', sequence: 0 },
    row,
    Array.from({ length: batchSize }, (_, id) => recordAt(id)),
  );
  await node.process(batch, 1);
  const rounds = Math.max(1, Math.round(records / batchSize));
  const cost = await costOf(await told.promise, rounds * batchSize, async () => {
    for (let round = 0; round < rounds; round++) await node.process(batch, 1);
  });
  await node.close();
  return cost;
}

async function lineByLine(language: 'node' | 'python', records: number): Promise<Cost> {
  const command = language === 'node' ? [process.execPath, '-e'] : ['python3', '-c'];
  const child = spawn(command[0] as string, [command[1] as string, answering[language]], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ask = asker(child);
  const lineOf = (id: number) => {
    const { id: big, at, ...rest } = recordAt(id);
    return JSON.stringify({ id: Number(big), at: at.toISOString(), ...rest });
  };
  for (let id = 0; id < 200; id++) await ask(lineOf(id));
  const cost = await costOf(child.pid ?? 0, records, async () => {
    for (let id = 0; id < records; id++) JSON.parse(await ask(lineOf(id)));
  });
  child.stdin?.end();
  return cost;
}

function asker({ stdin, stdout }: ChildProcess): (line: string) => Promise<string> {
  if (stdin === null || stdout === null) throw new Error('The process has no pipes');
  let answered: (line: string) => void = () => {};
  createInterface({ input: stdout }).on('line', (line) => answered(line));
  return (line) =>
    new Promise((resolve) => {
      answered = resolve;
      stdin.write(`${line}\n`);
    });
}
