/** The command asks DuckDB about queries before it goes on, and ends by itself afterwards. */
import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

const flow = (query: string) => `schema Payment { country: string, amount: float64 }
flow F {
  read p: Payment from csv("p.csv")
  sql s(p) """${query}"""
  write w(s) to jsonl("w.jsonl")
}
`;
const files = (query: string) => ({ 'p.csv': '', 'main.flow': flow(query) });

test('[N5] check points at the wrong word of a query', () => {
  const cwd = projectFolder(files('SELECT sum(amuont) AS total FROM p'));
  const { code, stdout } = millrace(['check', '.'], { cwd });
  expect(code).toBe(2);
  expect(stdout).toBe(`error[FLOW240]: Unknown column "amuont". Did you mean "amount"?
 --> main.flow:4:26
  |
4 |   sql s(p) """SELECT sum(amuont) AS total FROM p"""
  |                          ^^^^^^
help: Correct the query; its tables are the inputs of the node, by their names.
`);
});

test('[N5] a plan has the query and its schema', () => {
  const cwd = projectFolder(files('SELECT sum(amount) AS total FROM p'));
  const { code, stdout } = millrace(['plan', 'main.flow', '--json'], { cwd });
  expect(code).toBe(0);
  const { stages } = JSON.parse(stdout) as { stages: { name: string }[] };
  expect(stages.find(({ name }) => name === 's')).toMatchObject({
    kind: 'sql',
    query: 'SELECT sum(amount) AS total FROM p',
  });
  expect(JSON.stringify(stages.find(({ name }) => name === 's'))).toContain('"total"');
});
