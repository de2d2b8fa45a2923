import { failureRiskModel } from './failure-risk-model.ts';
import { step, stepTypes } from './step-files.ts';

/** The files of a new project, by path: a flow that runs as it is, its data, its model and the code of a task. */
export function projectFiles(name: string): Record<string, string | Uint8Array> {
  return {
    'millrace.json': `${JSON.stringify({ name, version: '0.1.0', include: ['data'] }, undefined, 2)}\n`,
    'main.flow': flow,
    'main.flow.d.ts': stepTypes,
    'steps/describe.mjs': step,
    'data/readings.csv': readings,
    'models/failure-risk.onnx': Buffer.from(failureRiskModel, 'base64'),
    'README.md': readme(name),
    '.gitignore': 'out/\n.millrace/\n',
  };
}

const flow = `/** One reading of a machine's sensors. */
schema Reading {
  machine:     string    @key
  at:          timestamp
  temperature: float32   @unit("°C")
  vibration:   float32   @range(min: 0)  @unit("mm/s")
  load:        float32   @range(min: 0, max: 100)  @unit("%")
}

/** What somebody who looks after machines gets to read. */
schema Page {
  machine: string
  at:      timestamp
  text:    string
}

/** How likely a machine is to fail soon. What it takes and gives is read from the file. */
model FailureRisk { file: "models/failure-risk.onnx" }

/** Scores every reading and keeps those of machines that somebody should look at. */
flow ScoreReadings(threshold: float32 = 0.5) -> scored, described {
  read readings: Reading from csv("data/readings.csv")
  write unreadable(readings.errors) to jsonl("out/unreadable.jsonl")

  infer scored(readings) with FailureRisk {
    inputs:  { readings: [temperature, vibration, load] }
    outputs: { risk: failure_risk }
  }

  filter alerts(scored) where risk >= threshold

  /** Says in words why somebody should look. */
  task described(alerts) -> Page { run: node("steps/describe.mjs", export: "describe") }

  write scores(scored)   to csv("out/scores.csv")
  write pages(described) to jsonl("out/alerts.jsonl")
}
`;

const readings = `machine,at,temperature,vibration,load
press-1,2026-01-05T08:00:00Z,61.5,2.1,70
press-2,2026-01-05T08:00:00Z,64.0,2.4,82
press-3,2026-01-05T08:00:00Z,88.2,5.9,95
mill-1,2026-01-05T08:00:00Z,55.1,1.2,40
mill-2,2026-01-05T08:00:00Z,57.3,6.8,64
mill-3,2026-01-05T08:00:00Z,no signal,1.4,38
lathe-1,2026-01-05T08:00:00Z,49.9,0.8,22
lathe-2,2026-01-05T08:00:00Z,71.4,3.9,91
press-1,2026-01-05T09:00:00Z,66.2,2.6,78
press-2,2026-01-05T09:00:00Z,79.8,4.9,96
press-3,2026-01-05T09:00:00Z,91.6,7.3,97
lathe-1,2026-01-05T09:00:00Z,50.3,0.9,25
`;

function readme(name: string): string {
  return `# ${name}

A pipeline in one file, \`main.flow\`: it reads the sensors of machines from \`data/readings.csv\`, scores them with the model
\`models/failure-risk.onnx\`, lets \`steps/describe.mjs\` put the alerts into words, and writes scores and alerts to \`out/\`. One
reading is damaged on purpose; see where it goes.

    millrace run main.flow                        run it
    millrace run main.flow --param threshold=0.8  with another threshold
    millrace check .                              say what is wrong, without running
    millrace types .                              write the types of the step again when the flow has changed
    millrace graph main.flow --out out/main.svg   draw it
    millrace package .                            make one file of it, to ship
`;
}
