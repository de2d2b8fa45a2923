/** Signature help: the label, with the parameter the cursor is at between ⟦ and ⟧. */
import { expect, test } from 'vitest';
import { type InitializeParams, MarkupKind, type SignatureHelp } from 'vscode-languageserver';
import { cursorText } from '../support/cursor-text.ts';
import { openText } from '../support/language-services.ts';

async function help(
  marked: string,
  capabilities?: InitializeParams['capabilities'],
): Promise<SignatureHelp | undefined> {
  const { text, position } = cursorText(marked);
  const { services, document } = await openText(text);
  if (capabilities !== undefined) {
    const params = { processId: null, rootUri: null, workspaceFolders: null, capabilities };
    await services.shared.lsp.LanguageServer.initialize(params);
  }
  const params = { textDocument: { uri: document.textDocument.uri }, position };
  return (await services.flow.lsp.SignatureHelp?.provideSignatureHelp(document, params)) ?? undefined;
}

async function shown(marked: string): Promise<string | undefined> {
  const found = await help(marked);
  const signature = found?.signatures[found.activeSignature ?? 0];
  const [from, to] = (signature?.parameters?.[found?.activeParameter ?? -1]?.label ?? [0, 0]) as [number, number];
  if (signature === undefined || to === 0) return signature?.label;
  const { label } = signature;
  return `${label.slice(0, from)}⟦${label.slice(from, to)}⟧${label.slice(to)}`;
}

const head = `schema Row { id: string, n: float64 }
dataset Kept: Row
model Risk { inputs: { features: float32[2], n: float32 }, outputs: { score: float32 } }
/** Scores them. */
flow Score(rows: stream Row, /** From here on. */ limit: float64 = 0.5) -> out { filter out(rows) where n > limit }
`;
const flow = (line: string, rest = '}\n') => `${head}flow F {\n  read p: Row from jsonl("p.jsonl")\n  ${line}\n${rest}`;
const csv = (given: string) => flow(`read q: Row from csv(${given}`);

test.each<[string, string, string | undefined]>([
  [
    'the first argument of a function',
    flow('filter f(p) where round(<|>) > 1'),
    'round(⟦value: number⟧, digits: int32 = 0): number',
  ],
  ['the second', flow('filter f(p) where round(n, <|>) > 1'), 'round(value: number, ⟦digits: int32 = 0⟧): number'],
  [
    'a named argument',
    flow('filter f(p) where round(n, digits: <|>2) > 1'),
    'round(value: number, ⟦digits: int32 = 0⟧): number',
  ],
  ['behind an operator', flow('filter f(p) where round(n + <|>'), 'round(⟦value: number⟧, digits: int32 = 0): number'],
  ['behind a whole word', flow('filter f(p) where round(n <|>'), 'round(⟦value: number⟧, digits: int32 = 0): number'],
  [
    'inside of brackets of an expression',
    flow('filter f(p) where round((n + 1<|>), 2) > 1'),
    'round(⟦value: number⟧, digits: int32 = 0): number',
  ],
  ['the inner of two calls', flow('filter f(p) where round(ln(<|>n), 2) > 1'), 'ln(⟦value: number⟧): float64'],
  [
    'the outer of two calls',
    flow('filter f(p) where round(ln(n), <|>2) > 1'),
    'round(value: number, ⟦digits: int32 = 0⟧): number',
  ],
  [
    'with nothing behind it',
    flow('filter f(p) where round(', '').replace(/\($/m, '(<|>'),
    'round(⟦value: number⟧, digits: int32 = 0): number',
  ],
  ['behind the brackets', flow('filter f(p) where round(n)<|> > 1'), undefined],
  ['a function that is none', flow('filter f(p) where nothing(<|>) > 1'), undefined],
  ['the inputs of a node', flow('filter f(<|>) where n > 1'), undefined],
  ['an aggregate function', flow('aggregate a(p) by id { top: max(<|>) }'), "max(⟦value: T⟧): the value's type"],
  ['the path of a connector', csv('<|>)'), 'csv(⟦path⟧, delimiter = ",", header = true, quote = "\\"", nullText = "")'],
  ['within the quotes', csv('"a<|>b")'), 'csv(⟦path⟧, delimiter = ",", header = true, quote = "\\"", nullText = "")'],
  [
    'the first option without a value',
    csv('"a.csv", <|>'),
    'csv(path, ⟦delimiter = ","⟧, header = true, quote = "\\"", nullText = "")',
  ],
  [
    'an option by its name',
    csv('"a.csv", quote: <|>'),
    'csv(path, delimiter = ",", header = true, ⟦quote = "\\""⟧, nullText = "")',
  ],
  [
    'options out of order',
    csv('"a.csv", delimiter: ";", header: true, <|>)'),
    'csv(path, delimiter = ",", header = true, ⟦quote = "\\""⟧, nullText = "")',
  ],
  [
    'an option that is none',
    csv('"a.csv", colour: <|>'),
    'csv(path, delimiter = ",", header = true, quote = "\\"", nullText = "")',
  ],
  ['a dataset', flow('read k from Kept(<|>)'), 'Kept(⟦batch?⟧)'],
  ['a runner', flow('task t(p) { run: node("a.ts", <|>) }'), 'node(file, ⟦export = "default"⟧)'],
  ['an annotation', 'schema A { n: int32 @range(min: 0, max: <|>) }', '@range(min?: number, ⟦max?: number⟧)'],
  ['an annotation of repeated values', 'schema A { c: string @oneOf("a", "b", <|>) }', '@oneOf(⟦...value⟧)'],
  ['a flow that is used', flow('use u: Score(<|>)'), 'Score(⟦rows: stream Row⟧, limit: float64 = 0.5)'],
  [
    'its parameter by name',
    flow('use u: Score(rows: p, limit: <|>)'),
    'Score(rows: stream Row, ⟦limit: float64 = 0.5⟧)',
  ],
  ['a flow that is tested', `${head}test "t" of Score(<|>) { }`, 'Score(⟦rows: stream Row⟧, limit: float64 = 0.5)'],
  ['a time table', `${head}schedule S runs Score() at cron(<|>`, 'cron(⟦table⟧, zone = "UTC")'],
  [
    'an input of a model',
    flow('infer i(p) with Risk { inputs: { features: [n, <|>] } }'),
    'Risk(⟦features: float32[N, 2]⟧, n: float32[N]) -> score: float32[N]',
  ],
  [
    'another, half typed',
    flow('infer i(p) with Risk { inputs: { features: [n, n], n: <|>'),
    'Risk(features: float32[N, 2], ⟦n: float32[N]⟧) -> score: float32[N]',
  ],
  ['an output of a model', flow('infer i(p) with Risk { outputs: { a: <|> } }'), undefined],
  ['a comment', flow('filter f(p) where round(/* <|> */ n) > 1'), undefined],
  ['an empty file', '<|>', undefined],
])('%s', async (_, marked, expected) => {
  expect(await shown(marked)).toBe(expected);
});

test('a function of several signatures shows the first that takes so many arguments', async () => {
  const found = await help(flow('aggregate a(p) by id { m: count(<|>) }'));
  expect(found?.signatures.map(({ label }) => label)).toEqual(['count(): int64', 'count(value: T): int64']);
  expect(found?.activeSignature).toBe(1);
});

test('documentation is as the client reads it', async () => {
  const marked = flow('use u: Score(limit: <|>)');
  expect((await help(marked))?.signatures[0]).toMatchObject({
    documentation: { kind: MarkupKind.Markdown, value: 'Scores them.' },
    parameters: [{}, { documentation: { value: 'From here on.' } }],
  });
  const plain = await help(flow('filter f(p) where ln(<|>) > 1'), {});
  expect(plain?.signatures[0]?.documentation).toMatchObject({ kind: MarkupKind.PlainText });
  expect(plain?.signatures[0]?.parameters?.[0]?.label).toBe('value: number');
  expect(JSON.stringify(plain)).not.toContain('```');
});
