import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunEvent } from 'millrace/protocol';
import { failureRiskModel } from './failure-risk-model.ts';
import { type CommandResult, millrace } from './millrace-command.ts';
import type { Files } from './project-folder.ts';

/** A project with every component that a result may depend on, and a part of the flow that depends on none of the others. */
export const cacheProject: Files = {
  'main.flow': `schema Reading { machine: string, temperature: float32, vibration: float32, load: float32 }
schema Checked { machine: string, readings: float32[3] }
schema Site { name: string, town: string }
model Risk { file: "models/risk.onnx" }

flow Score(threshold: float32 = 0.5) {
  read readings: Reading from csv("data/readings.csv")
  task checked(readings) -> Checked { run: node("steps/check.ts", export: "check") }
  infer scored(checked) with Risk { outputs: { risk: failure_risk }, keep: [machine] }
  filter alerts(scored) where risk >= threshold
  write kept(alerts) to csv("out/alerts.csv")

  sql worst(scored) """SELECT machine, max(risk) AS risk FROM scored GROUP BY machine ORDER BY machine"""
  select shown(worst) { machine, percent: round(risk * 100) }
  write report(shown) to jsonl("out/worst.jsonl")

  read sites: Site from csv("data/sites.csv")
  write copied(sites) to jsonl("out/sites.jsonl")
  task told after report { run: node("steps/tell.ts", export: "tell") }
}
`,
  'steps/check.ts': `import { vector } from './vector.ts';
export const check = (reading: { machine: string; temperature: number; vibration: number; load: number }) => ({
  machine: reading.machine,
  readings: vector(reading),
});
`,
  'steps/vector.ts': `export function vector(r: { temperature: number; vibration: number; load: number }): number[] {
  return [r.temperature, r.vibration, r.load];
}
`,
  'steps/tell.ts': 'export const tell = () => undefined;\n',
  'models/risk.onnx': failureRiskModel(),
  'data/readings.csv': `machine,temperature,vibration,load
press-1,61.5,2.1,70
press-3,88.2,5.9,95
mill-2,57.3,6.8,64
`,
  'data/sites.csv': 'name,town\nnorth,Kiel\n',
};

export function eventsOf({ stdout }: Pick<CommandResult, 'stdout'>): RunEvent[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Runs the flow of a folder and gives the names of the nodes that were computed, sorted. */
export function computedIn(cwd: string, ...options: string[]): string[] {
  const result = millrace(['run', 'main.flow', '--json', ...options], { cwd });
  if (result.code !== 0) throw new Error(`The run ended with ${result.code}:\n${result.stdout}\n${result.stderr}`);
  return eventsOf(result)
    .flatMap((event) => (event.type === 'node-finished' && event.status === 'succeeded' ? [event.node] : []))
    .sort();
}

/** What `explain` says of a node: its state, and each change as `node: component`. */
export function explained(cwd: string, node: string, ...options: string[]): { state: string; changes: string[] } {
  const { stdout, stderr, code } = millrace(['explain', 'main.flow', node, '--json', ...options], { cwd });
  if (code !== 0) throw new Error(stderr);
  const { state, changes } = JSON.parse(stdout) as { state: string; changes: { node: string; component: string }[] };
  return { state, changes: changes.map(({ node, component }) => `${node}: ${component}`).sort() };
}

export function edit(cwd: string, file: string, change: (text: string) => string): void {
  const place = path.join(cwd, file);
  const before = readFileSync(place, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`Nothing of ${file} has changed`);
  writeFileSync(place, after);
}
