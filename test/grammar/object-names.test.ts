/** Words that every JavaScript object knows are names like others: nothing may look a word of a text up in a plain object. */
import { checkDocument, createFlowServices, formatFlow } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { DamagedProject, isFlowPath } from '../support/damaged-project.ts';
import { everyKindFiles } from '../support/every-kind-project.ts';
import { checkDiagnostics, loadFlow } from '../support/flow-fixture.ts';

const names = {
  spent: 'constructor',
  size: 'toString',
  person: 'valueOf',
  Visit: 'hasOwnProperty',
  known: '__proto__',
};

function renamed(text: string): string {
  return Object.entries(names).reduce(
    (known, [from, to]) => known.replaceAll(new RegExp(`(?<![\\w"/-])${from}\\b`, 'g'), to),
    text,
  );
}

test('[L2] columns, nodes and schemas may be called as the members of objects are', async () => {
  const project = new DamagedProject((fileSystemProvider, ports) => createFlowServices({ fileSystemProvider, ports }));
  const files = new Map(
    [...everyKindFiles()].map(([path, text]) => [path, isFlowPath(path) ? renamed(String(text)) : text]),
  );
  const documents = await project.open(files);
  expect(documents.flatMap((document) => checkDocument(document).map(({ message }) => message))).toEqual([]);
});

test('[L8] nor do they open a bracket or an annotation that is none', async () => {
  const text =
    'schema S { a: string @__proto__ @constructor, constructor: int32, toString: string }\nschema T { b: int32 }\n';
  expect(formatFlow(text)).toContain('toString:');
  const { document } = await loadFlow(text);
  expect(checkDocument(document).map(({ code }) => code)).toEqual(['FLOW126', 'FLOW126']);
});

test('[T5] no field is called as what every object has beside its fields', () =>
  checkDiagnostics(`
schema P { proto__: int32 }
schema S { a: int32, inner: { __proto__: int32 }, p: P }
                              ^^^^^^^^^ FLOW118 No field can be called "__proto__": objects of JavaScript have something else under that name
flow F -> u, v, w {
  read s: S from jsonl("s.jsonl")
  select t(s) { a, __proto__: a + 1 }
                   ^^^^^^^^^ FLOW118 No field can be called "__proto__": objects of JavaScript have something else under that name
  filter u(t) where a > 1
  select v(s) { ...p as __* }
         ^ FLOW118 No field can be called "__proto__": objects of JavaScript have something else under that name
  read p: P from jsonl("s.jsonl")
  join w(s, p) on s.a == p.proto__ { prefix: "__" }
       ^ FLOW118 No field can be called "__proto__": objects of JavaScript have something else under that name
}
//- /s.jsonl
`));
