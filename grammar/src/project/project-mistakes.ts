/** What is wrong with a project, by the file it is told in: from its graph, as plain data. */
import { comparePlaces, type DeclarationPlace, type NodePlace } from './places.ts';
import type { ProjectGraph } from './project-graph.ts';

export type ProjectMistake =
  | { kind: 'written twice'; at: NodePlace; dataset: string; other: NodePlace }
  | { kind: 'circle'; at: NodePlace; names: string[]; others: NodePlace[] }
  | { kind: 'unused'; at: DeclarationPlace };

const known = new WeakMap<ProjectGraph, ReadonlyMap<string, ProjectMistake[]>>();

export function mistakesByFile(graph: ProjectGraph): ReadonlyMap<string, ProjectMistake[]> {
  const remembered = known.get(graph);
  if (remembered !== undefined) return remembered;
  const found = Map.groupBy([...writtenTwice(graph), ...circles(graph), ...unused(graph)], ({ at }) => at.uri);
  known.set(graph, found);
  return found;
}

/**
 * Inside of a file it is the later writes that are wrong. Which of two files is wrong nobody knows, so both are told: whoever
 * looks at one of them must not miss it.
 */
function writtenTwice({ datasets }: ProjectGraph): ProjectMistake[] {
  return datasets.flatMap(({ name, writers }) => {
    const byFile = [...Map.groupBy(writers.toSorted(comparePlaces), ({ uri }) => uri).values()] as NodePlace[][];
    return byFile.flatMap(([first, ...later], index) => {
      const elsewhere = byFile[index === 0 ? 1 : 0]?.[0];
      const inFile = later.map((at) => twice(at, name, first as NodePlace));
      return elsewhere === undefined ? inFile : [twice(first as NodePlace, name, elsewhere), ...inFile];
    });
  });
}

function twice(at: NodePlace, dataset: string, other: NodePlace): ProjectMistake {
  return { kind: 'written twice', at, dataset, other };
}

function circles({ circles: found }: ProjectGraph): ProjectMistake[] {
  return found.map(({ datasets, by: [at, ...others] }) => {
    const names = datasets.map(({ name }) => name);
    return { kind: 'circle', at: at as NodePlace, names, others };
  });
}

function unused(graph: ProjectGraph): ProjectMistake[] {
  return graph.unused.map((at) => ({ kind: 'unused', at }));
}
