/** Flows of rows with an id in which nodes stream, wait, join and unite, written as lines: `j = join a b`. */
import type { Stage } from '@millrace/grammar';
import fc from 'fast-check';
import { call, column, jsonlCall, literal, type PlannedStage, stage } from './plans.ts';
import { row } from './row-plans.ts';

const id = column('id', 'int32');
const common = { input: row, output: row };
const stages: Record<string, (name: string) => Stage> = {
  read: (name) => stage('read', { name, output: row, connector: jsonlCall('rows.jsonl'), batch: { max: 1 } }),
  filter: (name) =>
    stage('filter', {
      name,
      ...common,
      where: call('notEqual', 'bool', call('modulo', 'int32', id, literal('int32', 3)), literal('int32', 0)),
    }),
  join: (name) =>
    stage('join', {
      name,
      ...common,
      right: row,
      join: 'inner',
      keys: [{ left: id, right: id }],
      columns: [{ name: 'id', side: 'left', from: 'id' }],
    }),
  union: (name) => stage('union', { name, output: row }),
  aggregate: (name) =>
    stage('aggregate', { name, ...common, keys: [{ name: 'id', expression: id }], items: [], batch: { max: 1 } }),
  sql: (name) => stage('sql', { name, output: row, query: 'SELECT 1::INTEGER AS id' }),
};

/** `j = join a b` */
export function planned(line: string): PlannedStage {
  const [name = '', , kind = '', ...from] = line.split(' ');
  return { stage: (stages[kind] as (name: string) => Stage)(name), ...(from.length > 0 && { from }) };
}

const inputCounts: Record<string, number> = { filter: 1, aggregate: 1, join: 2, union: 2 };

/** Each node reads any of those before it. */
export const graphs = fc
  .array(fc.tuple(fc.constantFrom('filter', 'join', 'union', 'aggregate'), fc.nat(), fc.nat()), {
    minLength: 1,
    maxLength: 6,
  })
  .map((nodes) => [
    'n0 = read',
    'n1 = read',
    ...nodes.map(([kind, ...picks], i) => {
      const from = picks.slice(0, inputCounts[kind]).map((pick) => `n${pick % (i + 2)}`);
      return [`n${i + 2} = ${kind}`, ...from].join(' ');
    }),
  ]);
