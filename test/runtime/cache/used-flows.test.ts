/** Results of a flow that uses another one twice: a change of one use is none of the other. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { computedIn, edit, explained } from '../../support/cache-project.ts';
import { projectFolder } from '../../support/project-folder.ts';

const main = `import { Kept } from "./kept.flow"
schema Row { id: int64 }
flow Main(floor: int64 = 1, mark: string = ";") {
  read rows: Row from csv("rows.csv")
  use given: Kept(rows: rows, least: floor + 1)
  use plain: Kept(rows: rows)
  write a(given) to csv("out/a.csv", delimiter: mark)
  write b(plain) to csv("out/b.csv")
}
`;

const files = {
  'main.flow': main,
  'kept.flow': `schema Row { id: int64 }
flow Kept(rows: stream Row, least: int64 = 2) -> kept { filter kept(rows) where id >= least }
`,
  'rows.csv': 'id\n1\n2\n3\n',
};

let cwd: string;
beforeAll(() => {
  cwd = projectFolder(files, afterAll);
  computedIn(cwd);
}, 60_000);

const inPlain = (text: string) => text.replace('= 2', '= 3');

test.each([
  { what: 'nothing', computed: [], changes: { a: [], b: [] } },
  {
    what: 'the value that one use is given',
    options: ['--param', 'floor=2'],
    computed: ['a', 'given.kept', 'rows'],
    changes: { a: ['given.kept: parameters'], b: [] },
  },
  {
    what: 'the default that the other has',
    file: 'kept.flow',
    change: inPlain,
    back: (text: string) => text.replace('= 3', '= 2'),
    computed: ['b', 'plain.kept', 'rows'],
    changes: { a: [], b: ['plain.kept: parameters'] },
  },
  {
    what: 'an option of a write',
    options: ['--param', 'mark=,'],
    computed: ['a', 'given.kept', 'rows'],
    changes: { a: ['a: parameters'], b: [] },
  },
  {
    what: 'the name of a use',
    file: 'main.flow',
    change: (text: string) => text.replaceAll('given', 'some'),
    back: (text: string) => text.replaceAll('some', 'given'),
    computed: [],
    changes: { a: [], b: [] },
  },
])('$what decides what is computed, and is named', ({ file, change, back, options = [], computed, changes }) => {
  if (file) edit(cwd, file, change);
  for (const [node, said] of Object.entries(changes)) expect(explained(cwd, node, ...options).changes).toEqual(said);
  expect(computedIn(cwd, ...options)).toEqual(computed);
  if (file) edit(cwd, file, back);
  computedIn(cwd);
});
