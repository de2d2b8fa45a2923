/** Semantic tokens, as `word type modifiers`. */
import { editsBetween } from '@millrace/language-server';
import { expect, test } from 'vitest';
import type { Range, SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver';
import { type OpenText, openText } from '../support/language-services.ts';

const text = `import { Base } from "./base.flow"
/** A payment. */
schema Row extends Base { id: string @key, card: string @pii, old: int32 @deprecated("x"), n: float32[k] }
model Risk { inputs: { n: float32 }, outputs: { score: float32 } }
flow Sub(rows: stream Row) -> out { filter out(rows) where old > 1 }
flow Main(limit: float64 = 1) {
  read p: Row from jsonl("p.jsonl") { onError: skip }
  select s(p) { card, size: ln(limit) + old, shown: sha256(card) }
  use u: Sub(rows: p)
  sql q(p) """
    SELECT count(*) AS total, id FROM p -- all
    WHERE card = 'x
y' AND other > 1
  """
}
`;
const files = { 'base.flow': 'schema Base { at: timestamp }\n' };

async function open(augments: boolean, marked = text): Promise<OpenText> {
  const opened = await openText(marked, files);
  const semanticTokens = {
    requests: {},
    tokenTypes: [],
    tokenModifiers: [],
    formats: [],
    augmentsSyntaxTokens: augments,
  };
  const params = { processId: null, rootUri: null, workspaceFolders: null };
  await opened.services.shared.lsp.LanguageServer.initialize({
    ...params,
    capabilities: { textDocument: { semanticTokens } },
  });
  return opened;
}

async function tokens({ services, document }: OpenText, range?: Range): Promise<string[]> {
  const provider = services.flow.lsp.SemanticTokenProvider;
  const textDocument = { uri: document.textDocument.uri };
  const found =
    range === undefined
      ? await provider?.semanticHighlight(document, { textDocument })
      : await provider?.semanticHighlightRange(document, { textDocument, range });
  return decode(found?.data ?? [], document.textDocument.getText(), provider?.semanticTokensOptions.legend);
}

function decode(
  data: readonly number[],
  source: string,
  legend: { tokenTypes: string[]; tokenModifiers: string[] } | undefined,
): string[] {
  const lines = source.split(/\r?\n/);
  let [line, character] = [0, 0];
  return Array.from({ length: data.length / 5 }, (_, index) => {
    const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(index * 5, index * 5 + 5);
    line += down;
    character = down === 0 ? character + right : right;
    const modifiers = legend?.tokenModifiers.filter((_, bit) => (bits >> bit) % 2 === 1) ?? [];
    const word = lines[line]?.slice(character, character + length);
    return [word, legend?.tokenTypes[type], ...modifiers].join(' ');
  });
}

test('names have the colour of what they mean, and their marks', async () => {
  const found = await tokens(await open(true));
  expect(found).toEqual(
    `Base struct|Row struct declaration|Base struct|id property declaration|string type defaultLibrary|key decorator
card property declaration sensitive|string type defaultLibrary|pii decorator|old property declaration deprecated
int32 type defaultLibrary|deprecated decorator|n property declaration|float32 type defaultLibrary|k typeParameter
Risk class declaration|inputs property|n property declaration|float32 type defaultLibrary|outputs property
score property declaration|float32 type defaultLibrary|Sub function declaration|rows parameter declaration|Row struct
out variable|out variable declaration|rows parameter|old property deprecated|Main function declaration
limit parameter declaration readonly|float64 type defaultLibrary|p variable declaration|Row struct
jsonl function defaultLibrary|onError property|skip enumMember|s variable declaration|p variable|card property sensitive
size property declaration|ln function defaultLibrary|limit parameter readonly|old property deprecated
shown property declaration|sha256 function defaultLibrary|card property sensitive|u variable declaration|Sub function
rows parameter|p variable|q variable declaration|p variable|SELECT keyword|count function|AS keyword|id property
FROM keyword|p variable|-- all comment|WHERE keyword|card property|'x string|y' string|AND keyword|1 number`.split(
      /[|\n]/,
    ),
  );
});

test('[P14] behind `with` stand properties, in front of it a column may have the name of one', async () => {
  const flow = 'flow F { select s(p) { onError: 1, with } with { onError: skip } }';
  expect(await tokens(await open(false, flow))).toEqual(
    `flow keyword|F function declaration|select keyword|s variable declaration|p variable|onError property declaration
1 number|with property|with keyword|onError property|skip enumMember`.split(/[|\n]/),
  );
});

test('a client without a highlighting of its own gets all of it', async () => {
  const found = await tokens(await open(false));
  expect(found).toEqual(
    expect.arrayContaining([
      'import keyword',
      '"./base.flow" string',
      '/** A payment. */ comment',
      'schema keyword',
      '1 number',
      '> operator',
      '""" string',
    ]),
  );
});

test('a range has the tokens that the whole has there', async () => {
  const range = { start: { line: 7, character: 0 }, end: { line: 8, character: 0 } };
  const opened = await open(true);
  const all = await tokens(opened);
  const part = await tokens(opened, range);
  expect(part.length).toBe(10);
  expect(all.join('|')).toContain(part.join('|'));
});

test('a second answer is told by its difference to the first', async () => {
  const { services, document } = await open(true);
  const provider = services.flow.lsp.SemanticTokenProvider;
  const textDocument = { uri: document.textDocument.uri };
  const first = (await provider?.semanticHighlight(document, { textDocument })) as SemanticTokens;
  const delta = async (previousResultId: string) =>
    (await provider?.semanticHighlightDelta(document, { textDocument, previousResultId })) as SemanticTokensDelta;
  const same = await delta(first.resultId ?? '');
  expect(same.edits).toEqual([]);
  expect(await delta('unknown')).toMatchObject({ data: first.data });
});

test.each([
  [[], []],
  [
    [1, 2, 3],
    [1, 2, 3],
  ],
  [
    [1, 2, 3],
    [1, 9, 9, 3],
  ],
  [
    [1, 1, 1],
    [1, 1],
  ],
  [[], [4]],
  [[4], []],
])('the difference between %j and %j leads from one to the other', (before: number[], after: number[]) => {
  const edits = editsBetween(before, after);
  const result = edits.reduce(
    (data, { start, deleteCount, data: put = [] }) => data.toSpliced(start, deleteCount, ...put),
    before,
  );
  expect(result).toEqual(after);
  expect(edits.length).toBeLessThan(2);
});

test.each([
  '',
  'flow',
  'sql """',
  'flow F { sql q(p) """ select \'',
  'schema `a b` { `c d`: string }',
  text.replaceAll('\n', '\r\n'),
])('the text %j is answered', async (broken) => {
  const found = await tokens(await open(false, broken));
  expect(found.every((token) => !token.includes('undefined') && !token.includes('\r'))).toBe(true);
});
