/** Folding: the first line of what folds, and the last line that is hidden. */
import { expect, test } from 'vitest';
import type { FoldingRange, FoldingRangeClientCapabilities } from 'vscode-languageserver';
import { openText } from '../support/language-services.ts';

async function folds(text: string, foldingRange: FoldingRangeClientCapabilities = { lineFoldingOnly: true }) {
  const { services, document } = await openText(text);
  const params = { processId: null, rootUri: null, workspaceFolders: null };
  await services.shared.lsp.LanguageServer.initialize({ ...params, capabilities: { textDocument: { foldingRange } } });
  const request = { textDocument: { uri: document.textDocument.uri } };
  return (await services.flow.lsp.FoldingRangeProvider?.getFoldingRanges(document, request)) ?? [];
}

/** `first … last kind`, of each. */
async function lines(text: string): Promise<string[]> {
  const all = text.split(/\r?\n/).map((line) => line.trim());
  return (await folds(text)).map(({ startLine, endLine, kind }) =>
    `${all[startLine]} … ${all[endLine]} ${kind ?? ''}`.trim(),
  );
}

const text = `import { A } from "./a.flow"

import { B } from "./b.flow"

/**
 * A payment.
 */
schema Row {
  id: string
}
// one
// two

// #region Flows
flow Main {
  // #region
  read p: Row
    from jsonl("p.jsonl") {
    onError: skip
  }
  // #endregion
  group "All" {
    sql q(p) """
      SELECT 1
    """
    select s(
      p
    ) { id }
  }
  select t(p) { id,
    id2: id }
}
// #endregion
`;

test.each([text, text.replaceAll('\n', '\r\n')])(
  'blocks, groups, texts, imports, comments and regions fold',
  async (marked) => {
    expect(await lines(marked)).toEqual([
      'import { A } from "./a.flow" … import { B } from "./b.flow" imports',
      '/** … */ comment',
      'schema Row { … id: string',
      '// one … // two comment',
      '// #region Flows … // #endregion region',
      'flow Main { … id2: id }',
      '// #region … // #endregion region',
      'from jsonl("p.jsonl") { … onError: skip',
      'group "All" { … ) { id }',
      'sql q(p) """ … SELECT 1',
      'select s( … p',
      'select t(p) { id, … id2: id }',
    ]);
  },
);

test.each([
  ['nothing', '', []],
  ['one line', 'schema A { a: int32 }', []],
  [
    'a bracket that nobody closes',
    'schema A {\n  a: int32\n\nschema B {\n  b: int32\n}',
    ['schema A { … a: int32', 'schema B { … b: int32'],
  ],
  ['a bracket that nobody opened', '}\nschema B {\n  b: int32\n}', ['schema B { … b: int32']],
  ['another closing bracket', 'flow F {\n  select s(p {\n    id\n  }\n}', ['flow F { … }', 'select s(p { … id']],
  ['a region without an end', '// #region A\n// #endregion\n// #region B\n', ['// #region A … // #endregion region']],
])('a text with %s is answered', async (_, marked, expected) => {
  expect(await lines(marked)).toEqual(expected);
});

test('a client gets what it can show: places in lines, names of regions, so many at most', async () => {
  const region = (found: FoldingRange[]) => found.find(({ kind }) => kind === 'region');
  expect(region(await folds(text, { lineFoldingOnly: true, foldingRange: { collapsedText: true } }))).toMatchObject({
    collapsedText: 'Flows',
  });
  const exact = (await folds(text, { lineFoldingOnly: false })).find(({ startLine }) => startLine === 7);
  expect(exact).toEqual({ startLine: 7, startCharacter: 12, endLine: 9, endCharacter: 0 });
  const few = await folds(text, { lineFoldingOnly: true, rangeLimit: 2 });
  expect(few.map(({ startLine }) => startLine)).toEqual([13, 14]);
});
