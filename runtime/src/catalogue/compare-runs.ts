/** What differs between two runs: what they were given, what they ran on, and what became of each node. */
import type { Catalogue } from './catalogue.ts';
import { type KnownNode, nodesOfRun } from './run-nodes.ts';
import type { KnownRun } from './runs.ts';

export interface Difference<T> {
  left: T | undefined;
  right: T | undefined;
}

export interface RunComparison {
  left: KnownRun;
  right: KnownRun;
  /** Those alone that differ. */
  parameters: Record<string, Difference<unknown>>;
  versions: Record<string, Difference<string>>;
  commit?: Difference<string>;
  /** Every node of either, in the order of the left. */
  nodes: NodeComparison[];
}

export interface NodeComparison {
  node: string;
  /** `same`: both would have given the same records. */
  is: 'same' | 'changed' | 'added' | 'removed';
  /** Of a changed one, by component: its text, code, model, parameters, inputs. */
  changes: Record<string, Difference<string>>;
  status: Difference<string>;
  records: Difference<number>;
  failed: Difference<number>;
  durationMs: Difference<number>;
}

export async function compareRuns(catalogue: Catalogue, left: KnownRun, right: KnownRun): Promise<RunComparison> {
  const commit = differenceOf(commitOf(left), commitOf(right));
  return {
    left,
    right,
    parameters: differences(left.parameters, right.parameters),
    versions: differences(left.versions, right.versions),
    ...(commit && { commit }),
    nodes: compareNodes(await nodesOfRun(catalogue, left.id), await nodesOfRun(catalogue, right.id)),
  };
}

function commitOf({ git }: KnownRun): string | undefined {
  return git && `${git.commit}${git.isDirty ? ' with changes' : ''}`;
}

function compareNodes(left: readonly KnownNode[], right: readonly KnownNode[]): NodeComparison[] {
  const ofLeft = new Map(left.map((node) => [node.node, node]));
  const ofRight = new Map(right.map((node) => [node.node, node]));
  const names = new Set([...ofLeft.keys(), ...ofRight.keys()]);
  return [...names].map((name) => compareNode(name, ofLeft.get(name), ofRight.get(name)));
}

function compareNode(node: string, left: KnownNode | undefined, right: KnownNode | undefined): NodeComparison {
  const pair = <T>(of: (node: KnownNode) => T): Difference<T> => ({
    left: left && of(left),
    right: right && of(right),
  });
  const isSame = left?.fingerprint === right?.fingerprint;
  return {
    node,
    is: left === undefined ? 'added' : right === undefined ? 'removed' : isSame ? 'same' : 'changed',
    changes: left && right && !isSame ? differences(left.fingerprintParts, right.fingerprintParts) : {},
    status: pair(({ status }) => status),
    records: pair(({ records }) => records),
    failed: pair(({ failed }) => failed),
    durationMs: pair(({ durationMs }) => durationMs ?? 0),
  };
}

function differences<T>(left: Record<string, T>, right: Record<string, T>): Record<string, Difference<T>> {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const difference = differenceOf(own(left, name), own(right, name));
      return difference === undefined ? [] : [[name, difference]];
    }),
  );
}

function own<T>(values: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function differenceOf<T>(left: T | undefined, right: T | undefined): Difference<T> | undefined {
  return left === right ? undefined : { left, right };
}
