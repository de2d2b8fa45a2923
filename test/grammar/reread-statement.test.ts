/** Reading the one statement that changed gives what reading the whole text gives: every word, its place, and the tree over them. */
import { createFlowServices, rereadStatement } from '@millrace/grammar';
import {
  type AstNode,
  type CstNode,
  EmptyFileSystem,
  isAstNode,
  isCompositeCstNode,
  isLeafCstNode,
  isReference,
  type ParseResult,
} from 'langium';
import { describe, expect, test } from 'vitest';
import { readFiles } from '../support/source-files.ts';
import { applied, type Material, mutationIn, namesIn, oneOf, randomFrom, wordsOf } from '../support/text-mutations.ts';

const { flow } = createFlowServices({ ...EmptyFileSystem, ports: {} });
const parser = flow.parser.LangiumParser;
const read = (text: string): ParseResult => parser.parse(text);

/** All that a reader of the tree can see, each node by its place in a walk over the tree. */
function shapeOf({ value: root, lexerErrors, parserErrors }: ParseResult): unknown {
  const numbers = new Map<AstNode, number>();
  const words: unknown[] = [];
  const wordsBelow = (node: CstNode, depth: number): void => {
    const { offset, end, range, hidden, grammarSource, text } = node;
    const kind = isLeafCstNode(node) ? node.tokenType.name : grammarSource?.$type;
    const of = numbers.get(node.astNode);
    words.push([
      depth,
      kind,
      grammarSource?.$containerIndex,
      text,
      offset,
      end,
      hidden,
      of,
      ...Object.values(range.start),
      ...Object.values(range.end),
    ]);
    if (isCompositeCstNode(node)) for (const child of node.content) wordsBelow(child, depth + 1);
  };
  const seen = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(seen);
    if (isReference(value)) return { to: value.$refText, at: value.$refNode?.offset };
    return isAstNode(value) ? tree(value) : value;
  };
  const tree = (node: AstNode): unknown => {
    const { $type, $container, $containerProperty, $containerIndex, $cstNode, $document: _, ...own } = node;
    const number = numbers.set(node, numbers.size).size;
    const parts = Object.entries(own)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, seen(value)]);
    return [
      $type,
      number,
      $container && numbers.get($container),
      $containerProperty,
      $containerIndex,
      $cstNode?.offset,
      $cstNode?.end,
      $cstNode?.root.fullText.length,
      parts,
    ];
  };
  const nodes = tree(root);
  wordsBelow(root.$cstNode as CstNode, 0);
  return { nodes, words, lexerErrors, parserErrors };
}

const opening = 'schema A { a: int64, b: string }\nflow f(k: int64 = 1) {\n  read r: A from csv("a.csv")\n';

describe('what is read alone', () => {
  test.each([
    ['in a word', '  filter n(r) where |a| > k\n}', 'ab'],
    ['at the end', '  filter n(r) where a > k||\n}', ' and b == ""'],
    ['over lines', '  select n(r) { a,| |b }\n  write w(n) to csv("b.csv")\n}', '\n\n  '],
    ['before others on its line', '  filter n(r) where a |> |k write w(n) to csv("b.csv") }', '+ 12 <'],
    ['in a query', '  sql n(r) """select |*| from r"""\n  write w(n) to csv("b.csv")\n}', 'a, b'],
    ['in a group in a group', '  group "g" { group "h" {\n filter n(r) where a |>| k } }\n}', '<='],
    ['a comment', '  select n(r) { /* |old| */ a }\n}', 'new\n'],
    ['with other line ends', '  select n(r) {\r\n a|,| b }\r\n write w(n) to csv("b.csv")\r\n}', '\r\n'],
  ])('%s', (_, marked, words) => {
    const [before = '', old = '', after = ''] = `${opening}${marked}`.split('|');
    const text = before + words + after;
    const reread = rereadStatement(read(before + old + after), text, parser);
    expect(reread && shapeOf(reread)).toEqual(shapeOf(read(text)));
  });
});

describe('what is not', () => {
  test.each([
    ['what opens a statement', '  filter |n|(r) where a > k\n}', 'm'],
    ['a text with a mistake', '  filter n(r) where |a| > k >\n}', 'b'],
    ['a new mistake', '  filter n(r) where a |> k|\n}', '>'],
    ['a second statement', '  filter n(r) where a > k||\n}', '\n  write w(n) to csv("b.csv")'],
    ['what stands between statements', '  filter n(r) where a > k\n||\n}', '// nothing'],
    ['a comment that hides the end', '  filter n(r) where a > ||k\n}', '// '],
    ['what opens far above', '  filter n(r) where "" "a" == k\n  filter m(r) where b == ||""\n}', '"""'],
    ['a parameter', '}\nflow g(|a|: int64) { }', 'b'],
    ['a word that another one follows at once', '  filter n(r) where a > |5|write w(n) to csv("b.csv") }', 'b'],
    ['what only a declaration could be', '  filter n(r) where|| a\n}', ' import { a }\n'],
    ['more brackets', '  select n(r) { a|| }\n}', ' } }'],
  ])('%s', (_, marked, words) => {
    const [before = '', old = '', after = ''] = `${opening}${marked}`.split('|');
    const known = read(before + old + after);
    const untouched = shapeOf(known);
    expect(rereadStatement(known, before + words + after, parser)).toBeUndefined();
    expect(shapeOf(known)).toEqual(untouched);
  });
});

test('any changes of any flow, one after another', () => {
  const random = randomFrom(7);
  const texts = readFiles(['examples/**/*.flow', 'test/golden/**/*.flow']).map(({ text }) => text);
  const words = wordsOf(texts);
  let rereads = 0;
  for (const text of texts.filter((one) => one.length < 4000)) {
    const material: Material = { words, statements: [], names: namesIn(text) };
    let known = read(text);
    for (let trial = 0; trial < 120; trial++) {
      const old = (known.value.$cstNode as CstNode).root.fullText;
      const start = old.indexOf('\nflow ') + 1;
      const from = start + random(old.length - start);
      const span = { from, to: Math.min(old.length, from + 30) };
      const next = random(3) > 0 ? typed(old, from, random) : applied(old, mutationIn(old, span, material, random));
      const reread = rereadStatement(known, next, parser);
      const whole = read(next);
      if (reread !== undefined)
        expect({ next, ...(shapeOf(reread) as object) }).toEqual({ next, ...(shapeOf(whole) as object) });
      rereads += reread === undefined ? 0 : 1;
      const isSound = whole.lexerErrors.length + whole.parserErrors.length === 0;
      known = isSound ? (reread ?? whole) : read(text);
    }
  }
  expect(rereads).toBeGreaterThan(50);
}, 300_000);

/** A key, or one taken back. */
function typed(text: string, at: number, random: (below: number) => number): string {
  const key = oneOf([...'aaaa1111    .."(){}[],:/*+->\n`'], random);
  return text.slice(0, at) + (random(2) === 0 ? key : '') + text.slice(at + random(2));
}
