import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

const schema = 'schema P { id: string, country: string? @default("FR") }';
const step = 'export default (row) => ({ id: row.id, country: row.country === "DE" ? null : row.country });';

test.each([
  ['jsonl("in.jsonl")', { 'in.jsonl': '{"id":"1"}\n{"id":"2","country":null}\n{"id":"3","country":"DE"}\n' }],
  ['csv("in.csv")', { 'in.csv': 'id,country\n1,\n2,\n3,DE\n' }],
  ['csv("in.csv")', { 'in.csv': 'id\n1\n2\n3\n' }],
])('[T3] no null comes out of %s or of a task where a default stands for it', (source, input) => {
  const files = {
    ...input,
    'step.mjs': step,
    'main.flow': `${schema}
flow F {
  read p: P from ${source}
  select seen(p) { id, country, isFr: country == "FR" }
  write a(seen) to jsonl("seen.jsonl")
  task t(p) -> P { run: node("step.mjs", export: "default") }
  filter kept(t) where country == "FR"
  write b(kept) to jsonl("kept.jsonl")
}
`,
  };
  const cwd = projectFolder(files);
  expect(millrace(['run', 'main.flow'], { cwd })).toMatchObject({ code: 0 });
  const read = (name: string) =>
    readFileSync(path.join(cwd, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  expect(read('seen.jsonl').slice(0, 2)).toEqual(['1', '2'].map((id) => ({ id, country: 'FR', isFr: true })));
  expect(read('kept.jsonl')).toEqual(['1', '2', '3'].map((id) => ({ id, country: 'FR' })));
});
