/** Schemas that extend or contain each other, over files that import each other in circles: told once, and nothing hangs. */
import { describe, expect, test } from 'vitest';
import { checkProject, loadFlowProject, marked } from '../support/flow-project.ts';

describe('[T6] schemas that extend themselves', () => {
  test('by a name of their own file', () =>
    checkProject(`//- /a.flow
schema A extends A { a: int32 }
       ^ FLOW251 Schemas extend each other in a circle: A extends A
`));

  test('of very many the first are named', () => {
    const circle = Array.from({ length: 40 }, (_, i) => `schema S${i} extends S${(i + 1) % 40} { a${i}: int32 }`);
    const [first = '', ...others] = circle;
    const told = 'S0 extends S1 extends S2 extends S3 extends S4 extends S5 extends … extends S0 (40 in all)';
    return checkProject(
      ['//- /a.flow', first, `       ^^ FLOW251 Schemas extend each other in a circle: ${told}`, ...others, ''].join(
        '\n',
      ),
    );
  });

  test('over two files', () =>
    checkProject(`//- /a.flow
import { B } from "./b.flow"
schema A extends B { a: int32 }
       ^ FLOW251 Schemas extend each other in a circle: A extends B extends A
//- /b.flow
import { A } from "./a.flow"
schema B extends A { b: int32 }
`));

  test('over three files, with one that only extends the circle', () =>
    checkProject(`//- /user.flow
import { C } from "./c.flow"
schema User extends C { u: int32 }
//- /b.flow
import { C } from "./c.flow"
schema B extends C { b: int32 }
//- /a.flow
import { B } from "./b.flow"
schema A extends B { a: int32 }
       ^ FLOW251 Schemas extend each other in a circle: A extends B extends C extends A
//- /c.flow
import { A } from "./a.flow"
schema C extends A { c: int32 }
`));

  test('in a diamond that is closed to a circle', () =>
    checkProject(`//- /a.flow
import { B, C } from "./bc.flow"
schema A extends B, C { a: int32 }
       ^ FLOW251 Schemas extend each other in a circle: A extends B extends D extends A
//- /bc.flow
import { D } from "./d.flow"
schema B extends D { b: int32 }
schema C extends D { c: int32 }
//- /d.flow
import { A } from "./a.flow"
schema D extends A { d: int32 }
`));

  test('by what they contain', () =>
    checkProject(`//- /a.flow
import { B } from "./b.flow"
schema A { b: B }
       ^ FLOW252 Schema "A" contains itself; a record has a fixed depth. Use json for data that nests freely
//- /b.flow
import { A } from "./a.flow"
schema B extends A { b: int32 }
`));
});

test('[T6] [L7] a diamond, and files that import each other, are no circle of schemas', () =>
  checkProject(`//- /a.flow
import { D } from "./d.flow"
schema A { a: int32 }
schema Bottom extends D { z: int32 }
//- /bc.flow
import { A } from "./a.flow"
schema B extends A { b: int32 }
schema C extends A { c: int32 }
//- /d.flow
import { B, C } from "./bc.flow"
schema D extends B, C { d: int32 }
`));

test('imports of itself, in circles of every length, of what imports it: all have an answer', async () => {
  const count = 30;
  const files = Array.from(
    { length: count },
    (_, i) =>
      `//- /f${i}.flow\nimport { S${(i + 1) % count} } from "./f${(i + 1) % count}.flow"\nimport { S${i} } from "./f${i}.flow"\nschema S${i} extends S${(i + 1) % count} { x${i}: int32 }\n`,
  );
  const found = marked(await loadFlowProject(files.join(''))).match(/FLOW\d+/g) ?? [];
  expect(found.filter((code) => code === 'FLOW251')).toHaveLength(1);
});

test('the circle is told where its first file is, and gone when any of its files breaks it', async () => {
  const project = await loadFlowProject(`//- /a.flow
import { B } from "./b.flow"
schema A extends B { a: int32 }
//- /b.flow
import { A } from "./a.flow"
schema B extends A { b: int32 }
`);
  expect(marked(project)).toContain('FLOW251');
  await project.change('/b.flow', 'schema B { b: int32 }\n');
  expect(marked(project)).not.toContain('FLOW');
});
