import type { AstNode } from 'langium';
import { streamsOf } from '../analysis/nodes-of.ts';
import { duplicateName } from '../diagnostics/names.ts';
import { isTest } from '../generated/ast.ts';
import type { Check } from './check.ts';
import { importedSymbols } from './unresolved-names.ts';

interface Named {
  kind: string;
  name: string;
  node: AstNode;
  property: string;
}

/** [L6] One name, one meaning: among the declarations and imports of a file, the nodes and the parameters of a flow. */
export const checkDuplicateNames: Check = ({ file, analyses, accept }) => {
  const report = (all: Named[]) => {
    const first = new Map<string, Named>();
    for (const one of all) {
      const earlier = first.get(one.name);
      if (earlier === undefined) first.set(one.name, one);
      else accept(duplicateName(one, one.kind, one.name, earlier));
    }
  };
  const imported = importedSymbols(file).map((node) => ({
    name: node.declaration?.$refText,
    node,
    property: 'declaration',
  }));
  report(
    [...imported, ...byName(file.declarations.filter((one) => !isTest(one)))]
      .filter(isNamed)
      .map(asKind('declaration')),
  );
  for (const { flow } of analyses) {
    report(byName(streamsOf(flow)).filter(isNamed).map(asKind('node')));
    report(byName(flow.parameters).filter(isNamed).map(asKind('parameter')));
  }
};

type Unnamed = Omit<Named, 'kind' | 'name'> & { name?: string };

function byName(nodes: (AstNode & { name?: string })[]): Unnamed[] {
  return nodes.map((node) => ({ name: node.name, node, property: 'name' }));
}

function isNamed(one: Unnamed): one is Omit<Named, 'kind'> {
  return one.name !== undefined && one.name !== '';
}

function asKind(kind: string): (one: Omit<Named, 'kind'>) => Named {
  return (one) => ({ kind, ...one });
}
