/** Diagrams of every shape for properties: small alphabets, so that two of them share nodes and differ in details. */
import type { DiagramEdge, DiagramNode } from '@millrace/grammar';
import type { ShownDiagram } from '@millrace/language-server';
import fc from 'fast-check';

const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const fields = fc.array(fc.record({ name: names, type: fc.constantFrom('string', 'float32') }), { maxLength: 2 });

const nodes: fc.Arbitrary<DiagramNode[]> = fc
  .uniqueArray(
    fc.record({
      name: names,
      kind: fc.constantFrom('read', 'filter', 'write'),
      detail: fc.constantFrom('', 'x > 1'),
      added: fields,
      removed: fc.uniqueArray(names, { maxLength: 2 }),
      problems: fc.record({ errors: fc.nat(1), warnings: fc.nat(1) }),
      isBroken: fc.boolean(),
    }),
    { selector: ({ name }) => name, maxLength: 5 },
  )
  .map((items) => items.map((item) => ({ id: item.name, ...item })));

const edges: fc.Arbitrary<DiagramEdge[]> = fc
  .uniqueArray(
    fc.record({
      from: names,
      to: names,
      port: fc.constantFrom('out' as const, 'errors' as const),
      kind: fc.constantFrom('stream' as const, 'order' as const),
      fields,
    }),
    { selector: edgeId, maxLength: 6 },
  )
  .map((items) => items.map((item) => ({ id: edgeId(item), ...item })));

function edgeId({ from, to, port, kind }: Omit<DiagramEdge, 'id'>): string {
  return `${kind} ${from}.${port} ${to}`;
}

export const shownDiagrams: fc.Arbitrary<ShownDiagram> = fc.record({
  flows: fc.constantFrom(['F'], ['F', 'G']),
  diagram: fc.record({ flow: fc.constantFrom('F', 'F', 'F', 'G'), nodes, edges }),
});
