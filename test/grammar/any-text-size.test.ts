/**
 * No shape of a text takes long: four times as much of it takes about four times as long. Told by processor time, with room for a
 * busy machine; what grows with the square of the text takes sixteen times as long, and the texts are large enough to show it.
 */
import { analyzeFlow, checkDocument, diagramOf, formatFlow, planFlow, toLspDiagnostic } from '@millrace/grammar';
import { type FlowFile, isFlow } from '@millrace/grammar/syntax';
import { expect, test } from 'vitest';
import { loadFlow, projectFolder } from '../support/flow-fixture.ts';

const rows = 'schema S { a: int32, b: string? }\n';
const each = (count: number, item: (i: number) => string, between = '\n') =>
  Array.from({ length: count }, (_, i) => item(i)).join(between);
const inFlow = (statements: string) => `${rows}flow F {\n read s: S from jsonl("s.jsonl")\n${statements}\n}\n`;
const wide = (columns: number, statements: string) =>
  `schema W { ${each(columns, (i) => `f${i}: int32`)} }\nflow F {\n read s: W from jsonl("s.jsonl")\n${statements}\n}\n`;
const passing = (use: (i: number) => string) => (count: number) =>
  rows + each(count, (i) => `flow F${i}(x: stream S) -> o { ${use(i)} }`);

const shapes: [string, number, (count: number) => string][] = [
  ['flows that use the one before', 500, passing((i) => (i ? `use o: F${i - 1}(x: x)` : 'filter o(x) where a > 1'))],
  ['flows that use the next', 500, passing((i) => `use o: F${i + 1}(x: x)`)],
  ['flows that use each other in a circle', 300, (n) => passing((i) => `use o: F${(i + 1) % n}(x: x)`)(n)],
  ['schemas that extend the one before', 1500, (n) => each(n, (i) => `schema A${i} extends A${i - 1} { f: int32 }`)],
  ['schemas that hold each other in a circle', 1500, (n) => each(n, (i) => `schema A${i} { f: A${(i + 1) % n} }`)],
  [
    'schemas that hold the next two, around',
    700,
    (n) => each(n, (i) => `schema A${i} { f: A${(i + 1) % n}, g: A${(i + 2) % n} }`),
  ],
  [
    'fields that a base has',
    1500,
    (n) =>
      `schema A { ${each(n, (i) => `f${i}: int32`, ', ')} } schema B extends A { ${each(n, (i) => `f${i}: int32`, ', ')} }`,
  ],
  [
    'nodes one behind the other',
    800,
    (n) => inFlow(each(n, (i) => ` filter x${i}(${i ? `x${i - 1}` : 's'}) where a > 1`)),
  ],
  ['names of nodes that are unknown', 600, (n) => inFlow(each(n, (i) => ` filter x${i}(y${i}) where a > 1`))],
  ['names of schemas that are unknown', 600, (n) => each(n, (i) => `schema X${i} { a: Y${i} }`)],
  ['nodes of one name', 1000, (n) => inFlow(each(n, () => ' filter x(s) where a > 1'))],
  [
    'small circles',
    400,
    (n) => inFlow(each(n, (i) => ` filter x${i}(y${i}) where a > 1 filter y${i}(x${i}) where a > 1`)),
  ],
  ['imports inside of a flow', 3000, (n) => inFlow(each(n, () => ' import { X } from "./x.flow"'))],
  ['words of imports in an expression', 5000, (n) => inFlow(` filter f(s) where ${'import + '.repeat(n)}`)],
  ['brackets too many', 20_000, (n) => inFlow(` filter f(s) where a > 1 ${'}'.repeat(n)}`)],
  ['brackets too many before a node', 1500, (n) => inFlow(' filter f(s) where a > 1 }\n'.repeat(n))],
  ['statements without their bracket', 500, (n) => inFlow(each(n, (i) => ` select x${i}(s { a, c: a + 1 }`))],
  ['statements without their block', 500, (n) => inFlow(each(n, (i) => ` select x${i}(s) a, c: a + 1 }`))],
  ['columns of one name', 5000, (n) => inFlow(` select x(s) { ${'a '.repeat(n)} }`)],
  ['unknown names in one list', 2000, (n) => inFlow(` select x(s) { * except (${'c, '.repeat(n)} c) }`)],
  ['statements without their name', 1500, (n) => inFlow(each(n, (i) => ` x${i} select (s) { a, c: a + 1 }`))],
  ['numbers in one list', 2000, (n) => inFlow(` filter x(s) where a in [${each(n, String, ', ')}]`)],
  ['texts in one list', 2000, (n) => inFlow(` select x(s) { l: [${each(n, (i) => `"v${i}"`, ', ')}] }`)],
  ['arguments of one call', 2000, (n) => inFlow(` filter x(s) where min(${each(n, () => 'a', ', ')}) > 1`)],
  ['wrong arguments of one call', 2000, (n) => inFlow(` filter x(s) where min(${each(n, () => 'a', ', ')}, b) > 1`)],
  ['sums in one list', 2000, (n) => inFlow(` select x(s) { l: [${each(n, (i) => `a + ${i}`, ', ')}] }`)],
  ['columns that are lists', 1000, (n) => inFlow(` select x(s) { ${each(n, (i) => `c${i}: [${i}, 2, a]`)} }`)],
  [
    'unions of two wide records',
    1000,
    (n) =>
      wide(
        n,
        each(40, (i) => ` union u${i}(${i ? `u${i - 1}` : 's'}, s)`),
      ),
  ],
  ['columns that a wide record has, one by one', 1000, (n) => wide(n, ` select x(s) { ${each(n, (i) => `f${i}`)} }`)],
  [
    'columns of a wide record left out',
    1000,
    (n) => wide(n, ` select x(s) { * except (${each(n - 1, (i) => `f${i}`, ', ')}) }`),
  ],
  ['joins of wide records', 1000, (n) => wide(n, ' select t(s) { * } join j(s, t) on s.f0 == t.f0 { prefix: "t_" }')],
  ['one name of very many letters', 50_000, (n) => inFlow(` filter ${'x'.repeat(n)}(${'y'.repeat(n)}) where a > 1`)],
];

async function secondsOf(text: string): Promise<number> {
  const before = process.cpuUsage();
  const { document } = await loadFlow(text);
  for (const flow of (document.parseResult.value as FlowFile).declarations.filter(isFlow)) analyzeFlow(flow);
  checkDocument(document).map(toLspDiagnostic);
  diagramOf(document);
  planFlow({ document, projectFolder });
  formatFlow(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

test.each(shapes)(
  '[L9] %s take no longer than their number',
  async (_, count, text) => {
    await secondsOf(text(50));
    const [few, many] = [await secondsOf(text(count)), await secondsOf(text(count * 4))];
    expect(many, `after ${few} s for a quarter`).toBeLessThan(Math.max(0.5, few) * 8);
  },
  300_000,
);
