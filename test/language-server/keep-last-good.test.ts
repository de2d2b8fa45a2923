import type { Diagram } from '@millrace/grammar';
import { keepLastGood } from '@millrace/language-server';
import { expect, test } from 'vitest';

function diagram(nodes: string[], edges: [string, string][] = [], flow = 'F'): Diagram {
  return {
    flow,
    nodes: nodes.map((id) => ({
      id,
      kind: 'filter',
      name: id,
      detail: '',
      added: [],
      removed: [],
      problems: { errors: 0, warnings: 0 },
      isBroken: false,
    })),
    edges: edges.map(([from, to]) => ({ id: `${from} ${to}`, from, to, port: 'out', kind: 'stream' })),
  };
}

const good = diagram(
  ['a', 'b', 'c'],
  [
    ['a', 'b'],
    ['b', 'c'],
  ],
);
const broken = { hasSyntaxErrors: true, names: () => true };

test('while the text does not parse, a vanished node stays, broken, with its edges', () => {
  const kept = keepLastGood(good, diagram(['a', 'c']), broken);
  expect(kept?.nodes.map(({ id, isBroken }) => [id, isBroken])).toEqual([
    ['a', false],
    ['c', false],
    ['b', true],
  ]);
  expect(kept?.edges.map(({ id }) => id)).toEqual(['a b', 'b c']);
});

test('a node whose name is gone from the text is gone from the picture', () => {
  const kept = keepLastGood(good, diagram(['a', 'c']), { hasSyntaxErrors: true, names: (word) => word !== 'b' });
  expect(kept).toEqual(diagram(['a', 'c']));
});

test('a flow that vanished as a whole stays, broken', () => {
  expect(keepLastGood(good, undefined, broken)?.nodes.every((node) => node.isBroken)).toBe(true);
});

test('a text that parses is shown as it is, and so is another flow', () => {
  expect(keepLastGood(good, diagram(['a']), { ...broken, hasSyntaxErrors: false })).toEqual(diagram(['a']));
  expect(keepLastGood(good, diagram(['x'], [], 'G'), broken)).toEqual(diagram(['x'], [], 'G'));
});
