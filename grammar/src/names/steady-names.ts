import type { LangiumDocument } from 'langium';
import { nodesOf } from '../analysis/nodes-of.ts';
import { type FlowFile, isFlow } from '../generated/ast.ts';

/** The names of a text as they are now, and how they differ from the last ones. */
export interface Names {
  id: number;
  before: number | undefined;
  /** Names that came or went, and all that two go by: of those the first is meant. */
  changed: ReadonlySet<string>;
}

interface Known {
  root: unknown;
  list: readonly string[];
  names: Names;
}

/** The names of declarations and nodes, in their order. */
export class SteadyNames {
  private readonly known = new WeakMap<LangiumDocument, Known>();
  private count = 0;

  of(document: LangiumDocument): Names {
    const root = document.parseResult.value;
    const known = this.known.get(document);
    if (known?.root === root) return known.names;
    const list = namesIn(root as FlowFile);
    const names = known && isSame(list, known.list) ? known.names : this.next(list, known);
    this.known.set(document, { root, list, names });
    return names;
  }

  private next(list: readonly string[], known: Known | undefined): Names {
    this.count += 1;
    return { id: this.count, before: known?.names.id, changed: changedNames(known?.list ?? [], list) };
  }
}

/** Whether a name that meant something under the names of that id still means it. */
export function meansTheSame(name: string, id: number, { id: now, before, changed }: Names): boolean {
  return id === now || (id === before && !changed.has(name));
}

function changedNames(before: readonly string[], now: readonly string[]): Set<string> {
  const [old, fresh] = [new Set(before), new Set(now)];
  const other = [...before.filter((name) => !fresh.has(name)), ...now.filter((name) => !old.has(name))];
  return new Set([...other, ...repeated(before), ...repeated(now)]);
}

function repeated(list: readonly string[]): string[] {
  const seen = new Set<string>();
  return list.filter((name) => seen.size === seen.add(name).size);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

function namesIn({ declarations }: FlowFile): string[] {
  const names: string[] = [];
  for (const one of declarations) {
    names.push('name' in one ? one.name : '');
    if (isFlow(one)) for (const { name } of nodesOf(one)) names.push(name);
  }
  return names;
}
