import type { LangiumDocument } from 'langium';
import { nodesOf } from '../analysis/nodes-of.ts';
import { type FlowFile, isFlow } from '../generated/ast.ts';

/** Stands for the names of a text: the same object as long as they are the same. */
export type Names = object;

interface Known {
  root: unknown;
  text: string;
  names: Names;
}

/** The names of declarations and nodes, in their order: of two that go by one name the first is meant. */
export class SteadyNames {
  private readonly known = new WeakMap<LangiumDocument, Known>();

  of(document: LangiumDocument): Names {
    const root = document.parseResult.value;
    const known = this.known.get(document);
    if (known?.root === root) return known.names;
    const text = namesIn(root as FlowFile);
    const names = known?.text === text ? known.names : {};
    this.known.set(document, { root, text, names });
    return names;
  }
}

function namesIn({ declarations }: FlowFile): string {
  let names = '';
  for (const one of declarations) {
    names += `${'name' in one ? one.name : ''},`;
    if (isFlow(one)) for (const { name } of nodesOf(one)) names += `${name},`;
  }
  return names;
}
