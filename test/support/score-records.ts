/** Scores records with a model by a whole run: read, infer, write. */
import { type InferSetting, inferStage, modelPath } from './infer-stages.ts';
import type { Model } from './onnx-model.ts';
import { jsonlCall, planOf, stage } from './plans.ts';
import { projectWith, type RunRecord, type RunSetting, runIn } from './run-plans.ts';

export interface ScoreSetting extends InferSetting {
  /** Records per batch of the source. */
  sourceBatch?: number;
  /** What stands in the model's place when the run starts; null: nothing. */
  fileOnDisk?: Uint8Array | null;
  run?: RunSetting;
}

export async function scoreRecords(
  model: Model | Uint8Array,
  records: readonly unknown[],
  setting: ScoreSetting,
): Promise<{ run: RunRecord; records: Record<string, unknown>[] }> {
  const { stage: infer, bytes } = inferStage(model, setting);
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const file = setting.fileOnDisk === undefined ? bytes : setting.fileOnDisk;
  await using project = await projectWith({ 'in.jsonl': lines, ...(file && { [modelPath]: file }) });
  const batch = setting.sourceBatch === undefined ? {} : { max: setting.sourceBatch };
  const plan = planOf([
    { stage: stage('read', { name: 'read', output: setting.input, connector: jsonlCall('in.jsonl'), batch }) },
    { stage: infer, from: 'read' },
    { stage: stage('write', { name: 'out', input: infer.output, connector: jsonlCall('out.jsonl') }), from: 'scored' },
  ]);
  const run = await runIn(project.folder, plan, setting.run);
  return { run, records: run.finished.status === 'succeeded' ? await project.jsonLines('out.jsonl') : [] };
}
