/** Words that every JavaScript object knows are names like others: nothing may look a word of a text up in a plain object. */
import { checkDocument, createFlowServices, formatFlow } from '@millrace/grammar';
import { expect, test } from 'vitest';
import { DamagedProject, isFlowPath } from '../support/damaged-project.ts';
import { everyKindFiles } from '../support/every-kind-project.ts';
import { loadFlow } from '../support/flow-fixture.ts';

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
