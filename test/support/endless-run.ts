/** A program that runs the code of step.mjs in the given folder and prints what the code logs. */
import { runPlan } from 'millrace';
import { jsonlCall, planOf, schema, stage } from './plans.ts';

const [projectFolder = '.'] = process.argv.slice(2);
const input = schema({ id: 'int32', text: 'string' });
const runner = { name: 'node' as const, file: 'step.mjs', export: 'step' };
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
