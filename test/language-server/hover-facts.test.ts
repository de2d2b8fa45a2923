/** What pointing at a word says, kind of word by kind of word. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hover, MarkupContent } from 'vscode-languageserver';
import { cursorText } from '../support/cursor-text.ts';
import { FlowClient } from '../support/flow-client.ts';
import { folderWith, openText } from '../support/language-services.ts';
import { encodeModel, twoInputsModel } from '../support/onnx-model.ts';

const text = `import { Shop } from "./shops.flow"
// millrace-ignore FLOW302: nobody reads it yet
/** One card payment. */
schema Row { id: string @key, /** In euros. */ amount: float64 @range(min: 0), at: timestamp, a: float32, b: int64 }
dataset Scores: Row { keep: 3, retain: 90m }
model M { file: "models/m.onnx" }
model Gone { file: "models/gone.onnx" }
flow Sub(rows: stream Row, /** At least. */ level: float64 = 3) -> big, small {
  filter big(rows) where amount > level
  filter small(rows) where amount <= level
}
flow Main(limit: float64) -> t {
  read p: Row from csv("data/p.csv", delimiter: ";")
  route r(p) { high: amount > limit, low: otherwise }
  use u: Sub(rows: r.high, level: 4)
  union both(u.big, u.small)
  filter f(both) where amount > abs(-3) and at > 2026-01-31T10:00:00+01:00 { timeout: 1500ms }
  sql s(f, r.low) """
    SELECT f.id, sum(f.amount) AS total FROM f JOIN r_low ON r_low.id = f.id GROUP BY f.id
  """
  select t(f) { id, part: amount / 2 }
  write w(p) to Scores
  write x(r.errors) to jsonl("out/x.jsonl", batch: 4)
}
test "t" of Sub(level: 3) { given rows: [{ id: "a", amount: 3 }] expect big: [{ id: "a" }] }
schedule S runs Main(limit: 2) at cron("0 3 * * *")
`;
const files = {
  'shops.flow': 'schema Shop { id: string }\n',
  'models/m.onnx': encodeModel(twoInputsModel()),
  'data/p.csv': 'id;amount\n1;2\n',
};

async function hover(marked: string): Promise<string | undefined> {
  const { text: source, position } = cursorText(marked);
  const { services, document } = await openText(source, files);
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  const found: Hover | undefined = await services.flow.lsp.HoverProvider?.getHoverContent(document, params);
  return (found?.contents as MarkupContent | undefined)?.value;
}

/** The text with the cursor behind these words. */
function at(words: string): string {
  if (!text.includes(words)) throw new Error(`The text has no ${words}`);
  return text.replace(words, `${words}<|>`);
}

test.each<[string, string, (string | RegExp)[]]>([
  ['a duration', 'retain: 90m', ['= 5,400,000 milliseconds, 1 hour 30 minutes']],
  ['a duration below a second', 'timeout: 1500ms', ['= 1,500 milliseconds']],
  ['a moment', '2026-01-31T10:00:00+01:00', ['Saturday `2026-01-31T09:00:00Z`']],
  ['a path of data', '"data/p', ['p.csv: 14 bytes', /id: +\w+\n {2}amount: +\w+/]],
  ['a path of a model', 'file: "models/m', ['takes a: float32[N, 1], b: int64[N, 1]']],
  ['a path to nothing', 'file: "models/gone', ['no such file yet']],
  ['a path of an import', '"./shops', ['shops.flow: Shop']],
  ['a code that is ignored', 'FLOW302', ['**FLOW302** (warning)']],
  ['an argument of an annotation', '@range(min', ['The smallest value']],
  ['a call with its value', '> abs', ['abs(-', 'here: `']],
  ['a dataset with who writes and reads it', 'dataset Scores', [/written by \[`Main\.w`\]\(file:.*#L22\)/]],
  ['a flow with its outputs', 'flow Sub', ['-> big, small', '- `big` (filter): `Row`', 'level: float64 = 3']],
  ['a port of a route', 'rows: r.high', []],
  ['a port of an input', '(f, r.low', ['**port** `r.low`', 'amount:']],
  ['an output that is used', 'both(u.big', ['**port** `u.big`', 'amount:']],
  ['a route with its ports', 'route r', ['- `high`: `Row`', '- `low`: `Row`']],
  ['bad records', 'x(r.errors', ['bad records']],
  ['the parameter of a use', 'rows: r.high, level', ['level: float64 = 3', 'At least.']],
  ['the parameter of a test', 'of Sub(level', ['level: float64 = 3']],
  ['a table of a query', 'total FROM f', ['**filter** `f`']],
  ['a column of a query', 'SELECT f.id', ['id: string']],
  ['a column in a function of a query', 'sum(f.amount', ['amount: float64']],
  ['a function of a query', 'SELECT f.id, sum', ['DuckDB']],
  ['a field in a test', '[{ id: "a", amount', ['amount: float64']],
  ['a stream that a test gives', 'given rows', ['rows: stream Row']],
  ['a node that a test expects of', 'expect big', ['**filter** `big`']],
  ['a column that was passed on', 'part: amount', ['from `u` (use), through `both`, `f`', 'is [`p.amount`](file:']],
  ['the word of a declaration', 'dataset', ['An output with a name']],
  ['a model', 'model M', ['| in | `a` | `float32[N, 1]` |']],
  ['a model without its file', 'model Gone', ['The file is not there.']],
])('%s', async (_name, words, expected) => {
  const found = await hover(at(words));
  for (const part of expected) {
    if (part instanceof RegExp) expect(found).toMatch(part);
    else expect(found).toContain(part);
  }
  expect(found?.split('\n').length).toBeLessThanOrEqual(30);
});

describe('a node', () => {
  test('shows before and after as a difference', async () => {
    const found = await hover(at('select t'));
    expect(found).toMatch(
      /^ {4}id: +string\n\+ {3}part: +float64\n- {3}amount: +float64\n- {3}at: +timestamp\n- {3}a: +float32\n- {3}b: +int64$/m,
    );
  });

  test('of very many fields shows the changes, and how many stay', async () => {
    const fields = Array.from({ length: 60 }, (_, i) => `c${i}: int32`).join(', ');
    const wide = `schema W { ${fields} }\nflow F {\n  read w: W from csv("w.csv")\n  select s<|>(w) { * except (c3)  extra: c1 + 1 }\n}`;
    const found = (await hover(wide)) ?? '';
    expect(found).toContain('+ ');
    expect(found).toMatch(/^\+ +extra:/m);
    expect(found).toMatch(/^- +c3:/m);
    expect(found).toContain('… 43 more that stay');
    expect(found.split('\n').length).toBeLessThanOrEqual(30);
  });
});

test('a star says which columns it stands for', async () => {
  const flow = text.replace('{ id, part: amount / 2 }', '{ *<|> except (id, a) }');
  expect(await hover(flow)).toMatch(/^3 columns\n\n```flow\n\{\n {2}amount:/);
  expect(await hover(flow.replace('*<|>', '<|>*'))).toContain('3 columns');
});

describe('over stdio', () => {
  let client: FlowClient;
  beforeAll(async () => {
    client = await FlowClient.start(folderWith({ ...files, 'main.flow': text }), undefined, {
      capabilities: { textDocument: { hover: { contentFormat: ['plaintext'] } } },
    });
    await client.open('main.flow');
  });
  afterAll(() => client.stop());

  test.each([
    ['select t', /^\+ {3}part: +float64$/m],
    ['part: amount', /^from u \(use\), through both, f\n\nis p\.amount$/m],
    ['FLOW302', /^FLOW302 \(warning\)/],
    ['total FROM f', /^filter f/],
  ])('a client without Markdown gets plain words at %s', async (words, expected) => {
    const { position } = cursorText(at(words));
    const found = await client.request<{ contents: MarkupContent }>('textDocument/hover', 'main.flow', position);
    expect(found.contents.kind).toBe('plaintext');
    expect(found.contents.value).toMatch(expected);
    expect(found.contents.value).not.toMatch(/```|\*\*|file:/);
  });
});
