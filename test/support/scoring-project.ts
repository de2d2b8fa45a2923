import { failureRiskModel } from './failure-risk-model.ts';
import type { Files } from './project-folder.ts';

/** A whole project of small files: imports, a step with imports of its own, a model, a parameter, data with one bad row. */
export const scoringProject: Files = {
  'millrace.json': '{ "name": "scoring", "version": "1.2.0", "include": ["data"] }\n',
  LICENSE: 'MIT\n',
  'README.md': '# scoring\n',
  'main.flow': `import { Reading } from "./schemas/reading.flow"

schema Checked { machine: string, readings: float32[3] }

model Risk { file: "models/risk.onnx" }

flow Score(threshold: float32 = 0.5) {
  read readings: Reading from csv("data/readings.csv")
  write unreadable(readings.errors) to jsonl("out/unreadable.jsonl")
  task checked(readings) -> Checked { run: node("steps/check.ts", export: "check") }
  infer scored(checked) with Risk { outputs: { risk: failure_risk }, keep: [machine] }
  filter alerts(scored) where risk >= threshold
  write kept(alerts) to csv("out/alerts.csv")
}
`,
  'schemas/reading.flow': `schema Reading {
  machine: string
  temperature: float32
  vibration: float32
  load: float32
}
`,
  'steps/check.ts': `import { vector } from './lib/vector.ts';
// import './not-imported.ts' stands in a comment
export const check = (reading: { machine: string; temperature: number; vibration: number; load: number }) => ({
  machine: reading.machine,
  readings: vector(reading),
});
`,
  'steps/lib/vector.ts': `import limits from './limits.json' with { type: 'json' };

export function vector(r: { temperature: number; vibration: number; load: number }): number[] {
  return [r.temperature, r.vibration, Math.min(r.load, limits.load)];
}
`,
  'steps/lib/limits.json': '{ "load": 100 }\n',
  'steps/not-imported.ts': 'export {};\n',
  'models/risk.onnx': failureRiskModel(),
  'data/readings.csv': `machine,temperature,vibration,load
press-1,61.5,2.1,70
press-3,88.2,5.9,95
mill-3,no signal,1.4,38
mill-2,57.3,6.8,64
`,
  'out/alerts.csv': 'of an earlier run\n',
  'node_modules/dep/index.flow': 'not a flow of the project\n',
};

/** What a package of it holds. */
export const scoringPackage: readonly string[] = [
  '.millrace/plans/main.flow/Score.json',
  'LICENSE',
  'README.md',
  'data/readings.csv',
  'main.flow',
  'manifest-sha256.txt',
  'millrace.json',
  'models/risk.onnx',
  'schemas/reading.flow',
  'steps/check.ts',
  'steps/lib/limits.json',
  'steps/lib/vector.ts',
];
