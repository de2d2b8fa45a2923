/** Reading the one statement that changed gives what reading the whole text gives: every word, its place, and the tree over them. */
import { createFlowServices, rereadText } from '@millrace/grammar';
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
  return { nodes, words, lexerErrors, parserErrors: parserErrors.map(mistakeOf) };
}

type Mistake = ParseResult['parserErrors'][number];

/** The words that it has to do with, each with its place; an error of JavaScript is compared by its message only. */
function mistakeOf(error: Mistake): unknown {
  const place = ({ image, startOffset, endOffset, startLine, startColumn, endLine, endColumn }: Mistake['token']) =>
    [image, startOffset, endOffset, startLine, startColumn, endLine, endColumn].map(String);
  const previous = (error as { previousToken?: Mistake['token'] }).previousToken;
  return [error.message, place(error.token), previous && place(previous), error.resyncedTokens.map(place)];
}

const opening = 'schema A { a: int64, b: string }\nflow f(k: int64 = 1) {\n  read r: A from csv("a.csv")\n';

/** What stands between the bars becomes `words`. */
function change(marked: string, words: string): { old: string; text: string } {
  const [before = '', old = '', after = ''] = marked.split('|');
  return { old: before + old + after, text: before + words + after };
}

function expectSame(marked: string, words: string): void {
  const { old, text } = change(marked, words);
  const reread = rereadText(read(old), text, parser);
  expect(reread && shapeOf(reread)).toEqual(shapeOf(read(text)));
}

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
    expectSame(`${opening}${marked}`, words);
  });
});

describe('what is read with what stands around it', () => {
  test.each([
    ['what opens a statement', '  filter |n|(r) where a > k\n}', 'm'],
    ['a mistake that goes', '  filter n(r) where |a| > k >\n}', 'b'],
    ['a new mistake', '  filter n(r) where a |> k|\n}', '>'],
    ['a second statement', '  filter n(r) where a > k||\n}', '\n  write w(n) to csv("b.csv")'],
    ['the first letters of one', '  filter n(r) where a > k\n||\n  write w(n) to csv("b.csv")\n}', '  sel'],
    ['one whose bracket is open', '  filter n(r) where a > k\n||\n  write w(n) to csv("b.csv")\n}', '  select s('],
    ['one that is gone', '  filter n(r) where a > k\n|  filter x(|\n  write w(r) to csv("b.csv")\n}', ''],
    ['what stands between statements', '  filter n(r) where a > k\n||\n}', '// nothing'],
    ['a comment that hides the end', '  filter n(r) where a > ||k\n}', '// '],
    ['a word that another one follows at once', '  filter n(r) where a > |5|write w(n) to csv("b.csv") }', 'b'],
    ['what only a declaration could be', '  filter n(r) where|| a\n}', ' import { a }\n'],
    ['what moves out of the first column', '||read q: A from csv("q.csv")\n}', '  '],
    ['behind another on its line', '  filter n(r) where a > k filter m(n)|| where a > k\n}', ' where'],
    ['in a group', '  group "g" {\n    filter n(r) where a ||\n  }\n  write w(r) to csv("b.csv")\n}', '>'],
    ['the first of a group', '  group "g" {\n    || n(r) where a > k\n  }\n}', 'filter'],
    ['with other line ends', '  filter n(r) where a >||\r\n\r\n  write w(r) to csv("b.csv")\r\n}\r\n', '\r\n 1 k'],
  ])('%s', (_, marked, words) => {
    expectSame(`${opening}${marked}`, words);
  });
});

describe('declarations', () => {
  const a = 'schema A { a: int64 }\n';
  const f = 'flow f {\n  read r: A from csv("a.csv")\n}\n';
  test.each([
    ['a field', `${a}schema B { b: int64|| }\n${f}`, ', c: A @'],
    ['of the first one', `schema A { |a|: int64 }\n${f}`, 'b'],
    ['a mistake in a head', `${a}flow g(|a|: int64) { }\n${f}`, '+'],
    ['the first letters of one', `${a}||\n${f}`, 'mod'],
    ['one whose bracket is open', `${a}||\n${f}`, 'test "t" of f('],
    ['at the end', `${a}${f}||\n`, '\ntest "t" of f { given r: [{ a: 1 }] }'],
    ['a mistake at the end', `${a}${f}schema |B| { b: int64 }\n`, 'C D'],
    ['behind files that are imported', `import { X } from "./x.flow"\n${a}schema |B| { x: X }\n${f}`, 'C'],
    ['over lines', `${a}schema B {\n|  b: int64\n|}\n// that was all\n${f}`, ''],
    ['in front of a long flow', `${a}schema B { |b|: int64 }\nflow g {\n${'  union u(r, r)\n'.repeat(1000)}}\n`, 'c'],
    [
      'in front of a long group',
      `${a}flow g {\n  filter |n|\n  group "g" {\n${'  union u(r, r)\n'.repeat(1000)}}\n}\n`,
      'm(',
    ],
    ['in a line with others', `${a}schema B { b: int64 } schema C { |c|: B } ${f}`, 'd'],
    ['what two have to do with', `${a}model M { file: "m.onnx" |}|\n${f}`, '} {}'],
  ])('%s', (_, marked, words) => {
    expectSame(marked, words);
  });
});

describe('what is not', () => {
  test.each([
    ['a mistake somewhere else', '  filter n(r) where a > |k|\n}\nschema {', '2'],
    ['more braces', '  select n(r) { a|| }\n}', ' } }'],
    ['an open brace', '  filter n(r) where a > k\n||\n}', '  select n(r) {'],
    ['an open text', '  filter n(r) where b == || and a > k\n}', '"""'],
    ['what opens far above', '  filter n(r) where "" "a" == k\n  filter m(r) where b == ||""\n}', '"""'],
    ['an open comment', '  filter n(r) where a > ||k\n  write w(r) to csv("b*/.csv")\n}', '/*'],
    ['the end of a comment', '  filter n(r) where a > || k // */\n}', '*/'],
    [
      'behind what does not begin its line',
      '  filter n(r) where a > k filter m(n) where a > k\n  filter o(m) where a > k||\n}',
      ' >',
    ],
    ['an import', '}\n||', 'import { X } from "./x.flow"\n'],
    ['brackets that nest too deep for those behind', '  filter n(r) where a > k||\n}', ' + (((('],
  ])('%s', (_, marked, words) => {
    const { old, text } = change(`${opening}${marked}`, words);
    const known = read(old);
    const untouched = shapeOf(known);
    expect(rereadText(known, text, parser)).toBeUndefined();
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
      const start = random(3) === 0 ? 0 : old.indexOf('\nflow ') + 1;
      const from = start + random(old.length - start);
      const span = { from, to: Math.min(old.length, from + 30) };
      const next = random(3) > 0 ? typed(old, from, random) : applied(old, mutationIn(old, span, material, random));
      const reread = rereadText(known, next, parser);
      const whole = read(next);
      if (reread !== undefined)
        expect({ next, ...(shapeOf(reread) as object) }).toEqual({ next, ...(shapeOf(whole) as object) });
      rereads += reread === undefined ? 0 : 1;
      // As it goes on in an editor; where only rubble is left, from the start.
      known = trial % 15 === 14 ? read(text) : (reread ?? whole);
    }
  }
  expect(rereads).toBeGreaterThan(50);
}, 300_000);

/** A key, or one taken back. */
function typed(text: string, at: number, random: (below: number) => number): string {
  const key = oneOf([...'aaaa1111    .."(){}[],:/*+->\n`'], random);
  return text.slice(0, at) + (random(2) === 0 ? key : '') + text.slice(at + random(2));
}
