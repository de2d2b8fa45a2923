/** Declarations and parameters that nobody uses, and where nothing may be said of them. */
import { checkDocument } from '@millrace/grammar';
import { describe, expect, test } from 'vitest';
import { checkProject, folderPorts, loadFlowProject } from '../support/flow-project.ts';
import type { Files } from '../support/memory-files.ts';

describe('unused declarations', () => {
  test('[L11] nothing names it: a schema, a model, a dataset; what only it names is not told again', () =>
    checkProject(`//- /main.flow
schema S { id: string }
schema Old extends Older { a: int32 }
       ^^^ FLOW116 Nothing in this project uses schema "Old"
schema Older { b: int32 }
model M { inputs: { x: float32 }, outputs: { y: float32 } }
      ^ FLOW116 Nothing in this project uses model "M"
dataset Kept: Record
        ^^^^ FLOW116 Nothing in this project uses dataset "Kept"
schema Record { id: string }
schema Self { id: string, more: Self[] }
       ^^^^ FLOW252 Schema "Self" contains itself; a record has a fixed depth. Use json for data that nests freely
       ^^^^ FLOW116 Nothing in this project uses schema "Self"
flow F { read a: S from jsonl("a.jsonl")  write b(a) to jsonl("b.jsonl") }
test "nothing" of F { given a: [] expect a: [] }
//- /a.jsonl
`));

  test('[L11] what another file imports is used, also where that import is not', () =>
    checkProject(`//- /main.flow
schema Used { id: string }
schema Imported { id: string }
flow F { read a: { id: string } from jsonl("a.jsonl")  write b(a) to jsonl("b.jsonl") }
//- /other.flow
import { Used, Imported } from "./main.flow"
               ^^^^^^^^ FLOW115 "Imported" is imported and never used
flow G { read a: Used from jsonl("a.jsonl")  write b(a) to jsonl("c.jsonl") }
//- /a.jsonl
`));

  test('[L11] a file without flows is a library, and flows start by themselves', () =>
    checkProject(`//- /library.flow
schema S { id: string }
model M { inputs: { x: float32 }, outputs: { y: float32 } }
dataset D: S
//- /main.flow
import { S } from "./library.flow"
flow F { read a: S from jsonl("a.jsonl")  write b(a) to jsonl("b.jsonl") }
schedule Nightly runs F at cron("0 3 * * *")
//- /a.jsonl
`));

  test.each([
    [
      'a file of another project imports it',
      '//- /sub/millrace.json\n{}\n//- /sub/other.flow\nimport { Old } from "../main.flow"\nflow G { read a: Old from jsonl("../a.jsonl")  write b(a) to jsonl("b.jsonl") }\n',
    ],
    ['an import misses it by a letter', '//- /other.flow\nimport { Odl } from "./main.flow"\n'],
    ['a damaged file may have lost the import', '//- /other.flow\nimport { Old\nflow G { read a: Old fro }\n'],
  ])('nothing is said where %s', async (_, more) => {
    const project = await loadFlowProject(`//- /main.flow
schema Old { id: string }
flow F { read a: { id: string } from jsonl("a.jsonl")  write b(a) to jsonl("b.jsonl") }
//- /a.jsonl
${more}`);
    expect(checkDocument(project.document('/main.flow'))).toEqual([]);
  });

  test.each([
    ['its own file is damaged', 'flow F { read a: { id: string } fro }'],
    [
      'a name of its kind leads nowhere',
      'flow F { read a: Anything from jsonl("a.jsonl")  write b(a) to jsonl("b.jsonl") }',
    ],
  ])('nothing is said where %s', async (_, flow) => {
    const project = await loadFlowProject(`//- /main.flow\nschema Old { id: string }\n${flow}\n`);
    expect(checkDocument(project.document('/main.flow')).map(({ code }) => code)).not.toContain('FLOW116');
  });

  test('of a second declaration of a name it is told that it is the second', () =>
    checkProject(`//- /main.flow
schema S { id: string }
schema S { id: string }
       ^ FLOW112 Another declaration is already called "S"
flow F { read a: S from jsonl("a.jsonl")  write b(a) to jsonl("b.jsonl") }
//- /a.jsonl
`));

  test('nothing is said as long as the project is not loaded as a whole, or its folder is unknown', async () => {
    const text =
      '//- /main.flow\nschema Old { id: string }\nflow F { read a: { id: string } from jsonl("a.jsonl")  write b(a) to jsonl("b.jsonl") }\n//- /a.jsonl\n';
    await checkProject(text, (files: Files) => ({ ...folderPorts(files), isFolderLoaded: () => false }));
    await checkProject(text, (files: Files) => ({ ...folderPorts(files), projectFolder: () => undefined }));
  });

  test('[P12] a parameter is used by a node of its flow: in an expression, as an option or as a stream', () =>
    checkProject(`//- /main.flow
schema S { n: int32 }
flow F(limit: int32 = 1, file: string = "a.jsonl", rows: stream S, more: stream S, left: int32 = 1, nobody: stream S) {
                                                                                   ^^^^ FLOW117 Nothing in this flow uses parameter "left"
                                                                                                    ^^^^^^ FLOW117 Nothing in this flow uses parameter "nobody"
  read a: S from jsonl(file)
  filter b(rows) where n > limit
  use c: G(rows: more, least: limit)
  union all(a, b, c)
  write d(all) to jsonl("d.jsonl")
}
flow G(rows: stream S, least: int32) -> kept { filter kept(rows) where n > lest }
                                                                           ^^^^ FLOW201 Unknown field or parameter "lest". Did you mean "least"?
`));

  test('[P12] where the code of a task is given the parameters, nothing is said', () =>
    checkProject(`//- /main.flow
schema S { n: int32 }
flow F(left: int32 = 1) {
  read a: S from jsonl("a.jsonl")
  task b(a) { run: node("b.ts") }
}
//- /a.jsonl
//- /b.ts
export default () => undefined;
`));
});
