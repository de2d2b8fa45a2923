import { applyPatches, diffDiagrams, type ShownDiagram } from '@millrace/language-server';
import { applyPatches as applyInPage } from '@millrace/webview';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownDiagrams } from '../support/arbitrary-diagram.ts';

/** The order of nodes and edges says nothing in a diagram. */
function sorted({ diagram, flows }: ShownDiagram) {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return { flows, diagram: { ...diagram, nodes: diagram.nodes.toSorted(byId), edges: diagram.edges.toSorted(byId) } };
}

test('the patches between two diagrams lead from the one to the other', () => {
  fc.assert(
    fc.property(shownDiagrams, shownDiagrams, (before, after) => {
      expect(sorted(applyPatches(before, diffDiagrams(before, after)))).toEqual(sorted(after));
    }),
  );
});

test('the page makes the same of them', () => {
  fc.assert(
    fc.property(shownDiagrams, shownDiagrams, (before, after) => {
      const diagram = applyInPage(before.diagram, diffDiagrams(before, after));
      expect(sorted({ diagram, flows: after.flows })).toEqual(sorted(after));
    }),
  );
});

test('a diagram has no difference to itself', () => {
  fc.assert(
    fc.property(shownDiagrams, (shown) => {
      expect(diffDiagrams(shown, structuredClone(shown))).toEqual([]);
    }),
  );
});

test('an edge goes before its node and comes after it', () => {
  fc.assert(
    fc.property(shownDiagrams, shownDiagrams, (before, after) => {
      const types = diffDiagrams(before, after).map((patch) => patch.type);
      expect(types.lastIndexOf('remove-edge')).toBeLessThan(indexOr(types, 'remove-node'));
      expect(types.lastIndexOf('add-node')).toBeLessThan(indexOr(types, 'add-edge'));
    }),
  );
});

function indexOr(types: string[], type: string): number {
  const index = types.indexOf(type);
  return index < 0 ? types.length : index;
}

test('a name given twice replaces the diagram, as ids do not tell its nodes apart', () => {
  const node = {
    id: 'a',
    kind: 'read',
    name: 'a',
    detail: '',
    added: [],
    removed: [],
    problems: { errors: 0, warnings: 0 },
    isBroken: false,
  };
  const before: ShownDiagram = { flows: ['F'], diagram: { flow: 'F', nodes: [node], edges: [] } };
  const after: ShownDiagram = {
    flows: ['F'],
    diagram: { flow: 'F', nodes: [node, { ...node, detail: 'b' }], edges: [] },
  };
  expect(diffDiagrams(before, after)).toEqual([{ type: 'replace', ...after }]);
});
