/** Code of every runner in every mode that takes batches: it drops every fourth record and doubles every third. */
import type { TaskStage } from '@millrace/grammar';
import type { NodeContract } from '../node-contract.ts';
import { stage } from '../plans.ts';
import { type Language, runnerOf } from '../run-code.ts';
import { bad, good, input, nulls } from './records.ts';

const codes: [Language, TaskStage['mode'], string][] = [
  [
    'node',
    'record',
    `export const step = (row) => {
    if (row.id === 2147483647) throw new Error('too large');
    return row.id % 4 === 3 ? null : row.id % 4 === 2 ? [row, row] : row;
  };`,
  ],
  [
    'node',
    'batch',
    `export const step = (rows) => rows.map((row) => {
    if (row.id === 2147483647) return 'too large';
    return row.id % 4 === 3 ? null : row.id % 4 === 2 ? [row, row] : row;
  });`,
  ],
  [
    'python',
    'record',
    `def step(row, context):
    if row["id"] == 2147483647: raise ValueError("too large")
    return None if row["id"] % 4 == 3 else [row, row] if row["id"] % 4 == 2 else row
`,
  ],
  [
    'python',
    'batch',
    `def step(rows, context):
    def one(row):
        return "too large" if row["id"] == 2147483647 else None if row["id"] % 4 == 3 else [row, row] if row["id"] % 4 == 2 else row
    return [one(row) for row in rows]
`,
  ],
  ['bash', 'record', scriptWith('echo "too large" >&2; exit 3', 'echo "$line"; echo "$line"', ':')],
  ['bash', 'batch', scriptWith('echo 5', 'echo "[$line,$line]"', 'echo null')],
];

function scriptWith(bad: string, twice: string, none: string): string {
  return `while IFS= read -r line; do
  id=\${line#*:}; id=\${id%%,*}
  if [ "$id" = 2147483647 ]; then ${bad}
  elif [ $((id % 4)) = 3 ]; then ${none}
  elif [ $((id % 4)) = 2 ]; then ${twice}
  else echo "$line"; fi
done`;
}

function contractOf(language: Language, mode: TaskStage['mode'], code: string): NodeContract {
  const runner = runnerOf(language);
  return {
    stage: stage('task', { name: 'task', input, output: input, runner, mode, onError: 'skip' }),
    files: { [runner.file]: code },
    good,
    bad,
    nulls,
    expected: (row) => (Number(row.id) % 4 === 3 ? [] : Number(row.id) % 4 === 2 ? [row, row] : [row]),
  };
}

export const steps: Readonly<Record<string, NodeContract>> = Object.fromEntries(
  codes.map(([language, mode, code]) => [`task of ${language}, mode: ${mode}`, contractOf(language, mode, code)]),
);
