/** A program that runs code that never ends, in the folder and by the runner given, and prints what the code logs. */
import { runPlan } from 'millrace';
import { jsonlCall, planOf, schema, stage } from './plans.ts';
import { type Language, runnerOf } from './run-code.ts';

const [projectFolder = '.', language = 'node'] = process.argv.slice(2);
const input = schema({ id: 'int32', text: 'string' });
const runner = runnerOf(language as Language);
const plan = planOf([
  { stage: stage('read', { name: 'read', output: input, connector: jsonlCall('in.jsonl') }) },
  { from: 'read', stage: stage('task', { name: 'step', input, runner, mode: 'record' }) },
]);

await runPlan(plan, {
  projectFolder,
  onEvent: (event) => {
    if (event.type === 'log') console.log(event.text);
  },
});
