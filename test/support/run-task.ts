/** Runs user code over records by a whole run: read, task, write. */
import type { Plan, RecordType, TaskStage } from '@millrace/grammar';
import { jsonlCall, planOf, schema, stage } from './plans.ts';
import { projectWith, type RunRecord, type RunSetting, runIn } from './run-plans.ts';

export const taskInput = schema({ id: 'int32', text: 'string' });
export const taskOutput = schema({ id: 'int32', length: 'int32' });
export const taskRecords = ['a', 'bb', 'ccc', 'dddd', 'eeeee'].map((text, id) => ({ id, text }));

/** Code that does what the schemas say, and what it makes of the records. */
export const measure = 'export const step = ({ id, text }) => ({ id, length: text.length });';
export const lengths = taskRecords.map(({ id, text }) => ({ id, length: text.length }));

export interface TaskSetting extends Partial<TaskStage> {
  /** Of the file, which exports `step`. */
  code: string;
  file?: string;
  records?: unknown[];
  /** Most records in a batch that the task gets. */
  readMax?: number;
  input?: RecordType;
  run?: RunSetting;
  parameters?: Plan['parameters'];
}

export interface TaskRun {
  run: RunRecord;
  /** What was written; nothing of a run that failed. */
  out: Record<string, unknown>[];
  /** Id and message of each record that failed. */
  failures: (readonly [number, string])[];
}

export async function runTask(setting: TaskSetting): Promise<TaskRun> {
  const {
    code,
    file = 'steps/step.ts',
    records = taskRecords,
    readMax,
    run: runSetting,
    parameters = [],
    ...rest
  } = setting;
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  await using project = await projectWith({ [file]: code, 'in.jsonl': lines });
  const runner = { name: 'node' as const, file, export: 'step' };
  const given = { name: 'step', input: taskInput, output: taskOutput, runner, mode: 'record' as const, ...rest };
  const plan = planOf([
    {
      stage: stage('read', {
        name: 'read',
        output: given.input,
        connector: jsonlCall('in.jsonl'),
        batch: { max: readMax },
      }),
    },
    { from: 'read', stage: stage('task', given) },
    { from: 'step', stage: stage('write', { name: 'out', input: taskOutput, connector: jsonlCall('out.jsonl') }) },
  ]);
  plan.parameters = parameters;
  const run = await runIn(project.folder, plan, runSetting);
  const isDone = run.finished.status === 'succeeded';
  return { run, out: isDone ? await project.jsonLines('out.jsonl') : [], failures: failuresOf(run) };
}

function failuresOf(run: RunRecord): TaskRun['failures'] {
  return run.all('record-failed').map(({ record, message }) => [(record as { id: number }).id, message] as const);
}
