/** Small flows of rows with an id: a read in batches of ten, writes and tasks. */
import { jsonlCall, type PlannedStage, schema, stage } from './plans.ts';

export const row = schema({ id: 'int32' });
export const lines = (count: number) => Array.from({ length: count }, (_, id) => `{"id":${id}}\n`).join('');
export const read: PlannedStage = {
  stage: stage('read', { name: 'rows', output: row, connector: jsonlCall('rows.jsonl'), batch: { max: 10 } }),
};
export const writeOf = (name: string, from = 'rows'): PlannedStage => ({
  from,
  stage: stage('write', { name, input: row, connector: jsonlCall(`out/${name}.jsonl`) }),
});
export function taskOf(
  name: string,
  code: string,
  from?: string,
  rest: object = {},
): [PlannedStage, Record<string, string>] {
  const runner = { name: 'node' as const, file: `${name}.ts`, export: 'run' };
  const input = from === undefined ? undefined : row;
  return [{ from, stage: stage('task', { name, input, runner, mode: 'record', ...rest }) }, { [`${name}.ts`]: code }];
}
