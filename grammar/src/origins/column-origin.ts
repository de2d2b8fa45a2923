/**
 * Where the values of a column come from: the fields of reads, of tasks and of a flow's streams that they were taken from or
 * computed from, and how. Plain data; no node of the tree is in it.
 */
export interface ColumnOrigin {
  /** URI of the file, the flow and the node that the field enters by. */
  file: string;
  flow: string;
  node: string;
  /** From the record inwards: `["merchant", "category"]`. */
  path: readonly string[];
  way: Way;
  /** Seen from inside of a flow that is used: it came by the stream of that name, and whoever uses the flow knows from where. */
  stream?: string;
}

/**
 * How a value came from its origin. `copied`: it is the same value. `computed`: by an expression or a model. `unseen`: code
 * that nobody can look into had it at hand. `hidden`: only through a function that keeps its secret, such as sha256.
 */
export type Way = 'copied' | 'computed' | 'unseen' | 'hidden';

const strength: Record<Way, number> = { hidden: 0, unseen: 1, computed: 2, copied: 3 };

/** A way that leads through two others keeps no more of the value than each of them. */
export function weakerOf(a: Way, b: Way): Way {
  return strength[a] < strength[b] ? a : b;
}

/** A value that came on two ways shows as much of its origin as the better of them. */
export function strongerOf(a: Way, b: Way): Way {
  return strength[a] > strength[b] ? a : b;
}

export function isAtLeast(way: Way, least: Way): boolean {
  return strength[way] >= strength[least];
}
