/** `run --to` a route: what each of its ports got is shown and kept, and stands in for it later. */
import { expect, test } from 'vitest';
import { computedIn, edit, eventsOf } from '../support/cache-project.ts';
import { millrace } from '../support/millrace-command.ts';
import { projectFolder } from '../support/project-folder.ts';

const files = {
  'main.flow': `schema Row { id: int32, n: int32 }
flow Main {
  read rows: Row from csv("rows.csv")
  route level(rows) { high: n > 10, none: n > 1000, rest: otherwise }
  write high(level.high) to jsonl("high.jsonl")
  select shown(level.rest) { id }
  write rest(shown) to jsonl("rest.jsonl")
}
`,
  'rows.csv': 'id,n\n1,5\n2,50\n3,7\n4,70\n5,1\n',
};

const shownBy = (cwd: string) => {
  const events = eventsOf(millrace(['run', 'main.flow', '--to', 'level', '--json'], { cwd }));
  const previews = events.flatMap((event) => (event.type === 'preview' ? [[event.node, event.rows]] : []));
  const finished = events.find((event) => event.type === 'run-finished');
  return { previews: Object.fromEntries(previews), records: finished?.records, named: namesIn(events) };
};
const namesIn = (events: ReturnType<typeof eventsOf>) =>
  events.flatMap((event) => (event.type === 'node-finished' ? [`${event.node} ${event.status}`] : [])).sort();

const ofEachPort = {
  previews: {
    'level.high': [
      [2, 50],
      [4, 70],
    ],
    'level.none': [],
    'level.rest': [
      [1, 5],
      [3, 7],
      [5, 1],
    ],
  },
  records: { 'level.high': 2, 'level.none': 0, 'level.rest': 3 },
};

test('the first records of each port are shown, also where they are there already', () => {
  const cwd = projectFolder(files);
  expect(shownBy(cwd)).toEqual({ ...ofEachPort, named: ['level succeeded', 'rows succeeded'] });
  expect(shownBy(cwd)).toEqual({ ...ofEachPort, named: ['level cached', 'rows cached'] });
});

test('people see how many records each port got', () => {
  const cwd = projectFolder(files);
  for (const _ of ['computed', 'kept']) {
    const { stdout } = millrace(['run', 'main.flow', '--to', 'level'], { cwd });
    expect(stdout.match(/^level\..*/gm)).toEqual([
      'level.high  2 records',
      'level.none  0 records',
      'level.rest  3 records',
    ]);
  }
});

test('what was kept of all ports stands in for the route, until what it is made of changes', () => {
  const cwd = projectFolder(files);
  computedIn(cwd, '--to', 'level');
  expect(computedIn(cwd)).toEqual(['high', 'rest', 'shown']);
  edit(cwd, 'main.flow', (text) => text.replace('n > 10,', 'n > 6,'));
  expect(computedIn(cwd)).toEqual(['high', 'level', 'rest', 'rows', 'shown']);
});

test('a route that says cache: on is kept by every run', () => {
  const cwd = projectFolder(files);
  edit(cwd, 'main.flow', (text) => text.replace('rest: otherwise }', 'rest: otherwise } with { cache: on }'));
  computedIn(cwd);
  edit(cwd, 'main.flow', (text) => text.replace('{ id }', '{ id, more: id + 1 }'));
  expect(computedIn(cwd)).toEqual(['rest', 'shown']);
});
