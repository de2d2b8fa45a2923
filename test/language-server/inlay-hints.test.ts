/** Inlay hints, written into the text where they stand as ⟦hint⟧. */

import { recordType, scalarType } from '@millrace/grammar';
import type { FlowInlayHints, FlowLspServices } from '@millrace/language-server';
import type { LangiumDocument } from 'langium';
import { describe, expect, test } from 'vitest';
import type { InitializeParams, InlayHint, InlayHintLabelPart, Location, Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { openText } from '../support/language-services.ts';

const whole: Range = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

type Kind = 'schemaChanges' | 'types' | 'modelInputs' | 'parameterNames';
const kinds: Kind[] = ['schemaChanges', 'types', 'modelInputs', 'parameterNames'];

async function hintsOf(services: FlowLspServices, document: LangiumDocument, range = whole): Promise<InlayHint[]> {
  const params = { textDocument: { uri: document.textDocument.uri }, range };
  return (await services.flow.lsp.InlayHintProvider?.getInlayHints(document, params)) ?? [];
}

/** The lines of the text that have hints of these kinds, with them. */
async function hinted(text: string, only: Kind[] = kinds, range?: Range): Promise<string[]> {
  const { services, document } = await openText(text);
  const inlayHints = Object.fromEntries(kinds.map((kind) => [kind, only.includes(kind)]));
  services.flow.host.Settings.updateConfiguration({ settings: { millrace: { inlayHints } } });
  const hints = await hintsOf(services, document, range);
  const edits = hints.map((hint) => ({
    range: { start: hint.position, end: hint.position },
    newText: `${hint.paddingLeft ? ' ' : ''}⟦${textOf(hint)}⟧${hint.paddingRight ? ' ' : ''}`,
  }));
  const found = TextDocument.applyEdits(TextDocument.create('file:///a', 'flow', 1, text), edits);
  return found.split('\n').flatMap((line) => (line.includes('⟦') ? [line.trim()] : []));
}

function textOf({ label }: InlayHint): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

const head = `schema Shop { city: string, since: date }
schema Payment { id: string, card: string, amount: float64, country: string?, shop: Shop }
model Risk { inputs: { amount: float32, night: float32 }, outputs: { score: float32 } }
model Vector { inputs: { features: float32[2] }, outputs: { score: float32, label: int64 } }
dataset Scores: { id: string, score: float32 }
`;

const flow = (...lines: string[]) =>
  `${head}flow F(limit: float64 = 1) {\n  read p: Payment from csv("p.csv")\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

describe('the difference a node makes', () => {
  test.each<[string, string[], string[]]>([
    [
      'new and gone columns of a select',
      ['select s(p) {', '  id', '  size: ln(1 + amount)', '  night: amount > 2', '}'],
      ['select s(p) { ⟦+ size: float64, night: bool  − card, amount, country, shop⟧'],
    ],
    [
      'a node on one line, in front of a comment',
      ['filter f(p) where country != null // known'],
      ['filter f(p) where country != null ⟦~ country: string⟧ // known'],
    ],
    [
      'a block with a comment behind its brace',
      ['select s(p) { // why', '  id', '}'],
      ['select s(p) { ⟦− card, amount, country, shop⟧ // why'],
    ],
    [
      'items that begin behind the brace',
      ['select s(p) { id,', '  card', '}'],
      ['select s(p) { id, ⟦− amount, country, shop⟧'],
    ],
    [
      'a block with properties behind it',
      ['select s(p) {', '  id', '} with {', '  onError: skip', '}', 'select t(p) { id } with { onError: skip }'],
      [
        'select s(p) { ⟦− card, amount, country, shop⟧',
        'select t(p) { id } with { onError: skip } ⟦− card, amount, country, shop⟧',
      ],
    ],
    ['nothing where nothing changes', ['filter f(p) where amount > 2', 'select s(p) { * }', 'union u(p, f)'], []],
    ['nothing for a read that says its schema, nor for a write', ['write w(p) to jsonl("p.jsonl")'], []],
    [
      'a read whose schema is written elsewhere',
      ['read x from Scores'],
      ['read x from Scores ⟦+ id: string, score: float32⟧'],
    ],
    [
      'an infer',
      ['select s(p) { id, amount, night: 1 }', 'infer x(s) with Risk { keep: [id] }'],
      [
        'select s(p) { id, amount, night: 1 } ⟦+ night: int32  − card, country, shop⟧',
        'infer x(s) with Risk { keep: [id] } ⟦+ score: float32  − amount, night⟧',
      ],
    ],
    [
      'a task',
      ['task t(p) -> { id: string, n: int32 } { run: node("t.ts") }'],
      ['task t(p) -> { id: string, n: int32 } { run: node("t.ts") } ⟦+ n: int32  − card, amount, country, shop⟧'],
    ],
    [
      'an aggregate',
      ['aggregate a(p) by country {', '  n: count()', '}'],
      ['aggregate a(p) by country { ⟦+ n: int64  − id, card, amount, shop⟧'],
    ],
    [
      'a join',
      ['read x from Scores', 'join j(p, x) on p.id == x.id'],
      ['read x from Scores ⟦+ id: string, score: float32⟧', 'join j(p, x) on p.id == x.id ⟦+ score: float32⟧'],
    ],
    [
      'the ports of a route',
      ['route r(p) {', '  known: country != null', '  rest: otherwise', '}'],
      ['known: country != null ⟦~ country: string⟧'],
    ],
    ['what a review asks', ['review r(p) {', '  ask: { fine: bool }', '}'], ['review r(p) { ⟦+ fine: bool⟧']],
  ])('%s', async (_, lines, expected) => {
    expect(await hinted(flow(...lines), ['schemaChanges'])).toEqual(expected);
  });

  test('a longer one goes without types before columns are left out', async () => {
    const fields = ['size', 'night', 'foreign', 'resale', 'tempo'].map((name) => `${name}: amount * 2`);
    expect(await hinted(flow('select s(p) {', ...fields, '}'), ['schemaChanges'])).toEqual([
      'select s(p) { ⟦+ size, night, foreign, resale, tempo  − id, card, amount, country, shop⟧',
    ]);
  });

  test('a long one is cut, and its tooltip has all of it', async () => {
    const fields = Array.from({ length: 30 }, (_, index) => `column${index}: amount`);
    const text = flow('select s(p) {', ...fields, '}');
    expect(await hinted(text, ['schemaChanges'])).toEqual([
      'select s(p) { ⟦+ column0, column1, column2, column3, … 26 more  − id, card, amount, country, shop⟧',
    ]);
    const { services, document } = await openText(text);
    const hint = (await hintsOf(services, document)).find((one) => textOf(one).startsWith('+'));
    const lines = (shown: string) => ({ value: expect.stringContaining(shown) });
    expect(hint?.tooltip).toMatchObject(lines('\n+ column29: float64\n'));
    expect(hint?.tooltip).toMatchObject(lines('\n- shop: Shop\n'));
  });

  test('each column leads to where it is made, or was', async () => {
    const text = flow('select s(p) { id, size: amount }');
    const { services, document } = await openText(text);
    const [hint] = (await hintsOf(services, document)).filter((one) => textOf(one).startsWith('+'));
    const places = ((hint?.label ?? []) as InlayHintLabelPart[]).flatMap(({ value, location }) =>
      location ? [[value, document.textDocument.getText(location.range), location.range.start.line]] : [],
    );
    expect(places.slice(0, 2)).toEqual([
      ['size: float64', 'size', 7],
      ['card', 'card', 1],
    ]);
  });
});

test('a query gives what it selects', async () => {
  const describeQuery = () => ({
    ok: true as const,
    record: recordType([{ name: 'n', type: scalarType('int64') }]),
    origins: [null],
  });
  const text = flow('sql s(p) """', '  SELECT count(*) AS n FROM p', '"""');
  const { services, document } = await openText(text, {}, { describeQuery });
  const hint = (await hintsOf(services, document)).at(-1) as InlayHint;
  expect([textOf(hint), hint.position]).toEqual(['+ n: int64', { line: 7, character: 14 }]);
});

test('types of what is computed, and the columns that a star and a spread stand for', async () => {
  const text = flow(
    'select s(p) {',
    '  id',
    '  size: ln(1 + amount)',
    '  ...shop as shop_*',
    '  wrong: ln(nothing)',
    '}',
    'select t(p) { * except (shop), half: amount / 2 }',
    'aggregate a(p) by country { n: count(), top: max(amount) }',
    'infer x(s) with Nothing { outputs: { a: b } }',
  );
  expect(await hinted(text, ['types'])).toEqual([
    'size: ln(1 + amount)⟦: float64⟧',
    '...shop as shop_* ⟦= shop_city, shop_since⟧',
    'select t(p) { * except (shop) ⟦= id, card, amount, country⟧, half: amount / 2⟦: float64⟧ }',
    'aggregate a(p) by country { n: count()⟦: int64⟧, top: max(amount)⟦: float64⟧ }',
  ]);
});

test('[N4] inputs of a model that are filled by their name or by a star, and types of its outputs', async () => {
  const text = flow(
    'select s(p) { id, amount, night: 1 }',
    'infer x(s) with Risk {',
    '  outputs: { risk: score }',
    '}',
    'infer y(s) with Vector { inputs: { features: [* except (id)] } }',
    'infer z(s) with Risk { inputs: { night: amount, amount: night } }',
  );
  expect(await hinted(text, ['types', 'modelInputs'])).toEqual([
    'select s(p) { id, amount, night: 1⟦: int32⟧ }',
    'infer x(s) with Risk { ⟦← amount, night⟧',
    'outputs: { risk: score⟦: float32⟧ }',
    'infer y(s) with Vector { inputs: { features: [* except (id) ⟦= amount, night⟧] } }',
  ]);
});

test('names of parameters stand in front of values that are written out', async () => {
  const text = flow('select s(p) { a: round(amount, 2), b: round(amount, digits: 2), c: round(amount, -1), d: ln(2) }');
  expect(await hinted(text, ['parameterNames'])).toEqual([
    'select s(p) { a: round(amount, ⟦digits:⟧ 2), b: round(amount, digits: 2), c: round(amount, ⟦digits:⟧ -1), d: ln(2) }',
  ]);
});

test('only nodes in the range have hints', async () => {
  const text = flow('select a(p) { id }', 'select b(p) { id }', 'select c(p) { id }');
  const range = { start: { line: 8, character: 0 }, end: { line: 8, character: 50 } };
  expect(await hinted(text, ['schemaChanges'], range)).toEqual(['select b(p) { id } ⟦− card, amount, country, shop⟧']);
});

test.each([
  ['nothing', ''],
  ['no flow', 'schema A {'],
  ['a header', flow('select s(')],
  ['an open block', flow('select s(p) {')],
  ['a join without its sides', flow('join j() on')],
  ['an infer without a model', flow('infer x(p) with')],
  ['a query without its end', flow('sql s(p) """ select')],
  ['lines that end as on Windows', flow('select s(p) {', '  id', '}').replaceAll('\n', '\r\n')],
])('a text with %s is answered', async (_, text) => {
  const { services, document } = await openText(text);
  expect(Array.isArray(await hintsOf(services, document))).toBe(true);
});

test('a client that resolves gets tooltip and places on pointing, unless the text has changed', async () => {
  const { services, document } = await openText(flow('select s(p) { id, size: amount }'));
  const properties = ['tooltip', 'label.location'];
  const capabilities = { textDocument: { inlayHint: { resolveSupport: { properties } } } };
  const params: InitializeParams = { processId: null, rootUri: null, workspaceFolders: null, capabilities };
  await services.shared.lsp.LanguageServer.initialize(params);
  const provider = services.flow.lsp.InlayHintProvider as FlowInlayHints;
  const found = await hintsOf(services, document);
  const hint = found.find((one) => textOf(one).startsWith('+')) as InlayHint;
  const locations = (one: InlayHint): Location[] =>
    (one.label as InlayHintLabelPart[]).flatMap(({ location }) => location ?? []);
  expect([hint.tooltip, locations(hint)]).toEqual([undefined, []]);
  const resolved = provider.resolve(hint, document);
  expect(locations(resolved).length).toBe(5);
  expect(resolved.tooltip).toMatchObject({ kind: 'markdown' });
  const moved = { ...hint, data: { ...(hint.data as object), offset: 3 } };
  expect(provider.resolve(moved, document)).toBe(moved);
});
