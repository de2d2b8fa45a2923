/** Runs of the command that are killed: what they keep in the catalogue and beside it is that of a run that nobody ended. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { computedIn, eventsOf } from '../support/cache-project.ts';
import { interruptedMillrace, millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

const count = 60;
const files = {
  'millrace.json': '{ "name": "recorded", "version": "1.0.0" }',
  'main.flow': `schema Row { id: int32 }
schema Part { part: int32  n: int64 }
dataset Rows: Row { keep: 5 }
dataset Parts: Part { keep: 5 }
flow Main() {
  read rows: Row from csv("rows.csv") { batch: { max: 1 } }
  task slow(rows) -> Row { run: node("slow.mjs", export: "slow") }
  write kept(slow) to Rows
  aggregate parts(slow) by part: id % 20 { n: count() } with { batch: { max: 1 } }
  sql least(parts) """SELECT min(n)::INTEGER AS id FROM parts"""
  write few(least) to csv("out/least.csv")
  task late(parts) -> Part { run: node("slow.mjs", export: "late") }
  write made(late) to Parts
}
`,
  'rows.csv': `id\n${Array.from({ length: count }, (_, id) => `${id}\n`).join('')}`,
  'slow.mjs': `const slowly = (what) => async (record) => {
  console.log(what + (record.id ?? record.part));
  await new Promise((goOn) => setTimeout(goOn, 40));
  return record;
};
export const slow = slowly('slow ');
export const late = slowly('late ');
`,
};

/** When an attempt is killed, by what it has printed. */
const kills = ['slow 45', 'late 5', '"type":"artefact"'];

test('datasets, kept results and outputs of a run that is killed again and again', async () => {
  const undisturbed = projectFolder(files);
  const run = ['run', 'main.flow', '--json'];
  expect(millrace(run, { cwd: undisturbed }).code).toBe(0);
  const cwd = projectFolder(files);
  const printed: string[] = [];
  for (const at of [...kills, 'the end']) {
    const args = printed.length === 0 ? run : [...run, '--resume'];
    const { stdout } = await interruptedMillrace(args, { cwd, by: 'SIGKILL', isReady: (text) => text.includes(at) });
    printed.push(stdout);
  }
  expect(eventsOf({ stdout: printed.at(-1) ?? '' }).at(-1)).toMatchObject({
    type: 'run-finished',
    status: 'succeeded',
  });
  expect(keptIn(cwd)).toEqual(keptIn(undisturbed));
  expect(computedIn(cwd)).toEqual([]);
}, 300_000);

/** What is named by its content is the same where its name is. */
function keptIn(cwd: string) {
  const json = (...args: string[]) => JSON.parse(millrace([...args, '--json'], { cwd }).stdout);
  const batchesOf = (dataset: string) =>
    json('datasets', 'show', dataset).batches.map(({ path, records }: Record<string, unknown>) => ({ path, records }));
  return {
    rows: batchesOf('Rows'),
    parts: batchesOf('Parts'),
    results: ['parts', 'least'].map((node) => json('explain', 'main.flow', node).path),
    least: readFileSync(path.join(cwd, 'out/least.csv'), 'utf8'),
  };
}
