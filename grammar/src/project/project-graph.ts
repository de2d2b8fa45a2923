/**
 * The graph of a project as plain data: who writes and reads each dataset, which datasets are made of each other in a circle,
 * who uses each declaration. Put together from the facts of its files alone, never from their trees, so that it costs
 * milliseconds for hundreds of files. Files come in the order of their addresses: the same project gives the same graph.
 */
import { type DatasetCircle, findDatasetCircles } from './dataset-circles.ts';
import type { DatasetAccess, DeclarationFacts, DeclarationId, FileFacts } from './file-facts.ts';
import { type DeclarationPlace, type FlowOfFile, keyOf, type NodePlace, placeOf } from './places.ts';

export interface ProjectGraph {
  /** The addresses of the files. */
  files: string[];
  flows: ProjectFlow[];
  datasets: ProjectDataset[];
  /** One for each tangle of datasets, the shortest through its first write. */
  circles: DatasetCircle[];
  declarations: ProjectDeclaration[];
  /** Declarations that nothing names; known only of a project that is loaded as a whole, else empty. */
  unused: DeclarationPlace[];
}

/** What a run of a flow reads and writes by itself; what it uses does the rest. */
export interface ProjectFlow extends DeclarationPlace {
  reads: DeclarationId[];
  writes: DeclarationId[];
  /** The flows that it uses. */
  uses: DeclarationId[];
}

export interface ProjectDataset extends DeclarationId {
  /** One is right. A flow that is used writes once, where its write stands. */
  writers: NodePlace[];
  readers: NodePlace[];
}

export interface ProjectDeclaration extends DeclarationPlace {
  /** Declarations that name it; an import of another file has no name. */
  usedBy: { uri: string; name?: string }[];
}

/** Of the facts of its files; nothing is unused in it, for that takes all that may import from it. */
export function projectGraph(files: readonly FileFacts[]): ProjectGraph {
  const inOrder = files.toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
  const flows = inOrder.flatMap(({ uri, declarations }) =>
    declarations.filter(isFlow).map((facts) => ({ uri, facts })),
  );
  return {
    files: inOrder.map(({ uri }) => uri),
    flows: flows.map(flowOf),
    datasets: datasetsOf(flows),
    circles: findDatasetCircles(flows),
    declarations: declarationsOf(inOrder),
    unused: [],
  };
}

function isFlow({ kind }: DeclarationFacts): boolean {
  return kind === 'flow';
}

function flowOf({ uri, facts }: FlowOfFile): ProjectFlow {
  const { kind, name, at, reads = [], writes = [], runs = [] } = facts;
  const datasets = (accesses: readonly DatasetAccess[]) => distinct(accesses.map(({ dataset }) => dataset));
  return {
    uri,
    kind,
    name,
    at,
    reads: datasets(reads),
    writes: datasets(writes),
    uses: distinct(runs.map(({ flow }) => flow)),
  };
}

function datasetsOf(flows: readonly FlowOfFile[]): ProjectDataset[] {
  const found = new Map<string, ProjectDataset>();
  const at = (id: DeclarationId) => {
    const known = found.get(keyOf(id)) ?? { ...id, writers: [], readers: [] };
    found.set(keyOf(id), known);
    return known;
  };
  for (const flow of flows) {
    for (const write of flow.facts.writes ?? []) at(write.dataset).writers.push(placeOf(flow, write));
    for (const read of flow.facts.reads ?? []) at(read.dataset).readers.push(placeOf(flow, read));
  }
  return [...found.values()];
}

function declarationsOf(files: readonly FileFacts[]): ProjectDeclaration[] {
  const found = new Map<string, ProjectDeclaration>();
  for (const { uri, declarations } of files) {
    for (const { kind, name, at } of declarations) {
      const key = keyOf({ uri, name });
      if (!found.has(key)) found.set(key, { uri, name, kind, at, usedBy: [] });
    }
  }
  for (const { uri, imports, declarations } of files) {
    const used = (id: DeclarationId, by: ProjectDeclaration['usedBy'][number]) => found.get(keyOf(id))?.usedBy.push(by);
    for (const one of imports) for (const name of one.names) used({ uri: one.uri, name }, { uri });
    for (const { name, uses } of declarations) for (const id of uses) used(id, { uri, name });
  }
  return [...found.values()];
}

function distinct(ids: readonly DeclarationId[]): DeclarationId[] {
  return [...new Map(ids.map((id) => [keyOf(id), id])).values()];
}
