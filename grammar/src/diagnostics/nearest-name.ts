/** The name that was probably meant: the nearest of `names` by single-letter edits, if it is near enough to be a slip. */
export function nearestName(wrong: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = editsMax(wrong) + 1;
  for (const name of first(namesMax, names)) {
    const edits = editsBetween(wrong, name, least - 1);
    if (edits < least && edits < wrong.length) [nearest, least] = [name, edits];
  }
  return nearest;
}

/** The names that may have been meant, the nearest first; no more than a person reads. */
export function nearNames(wrong: string, names: Iterable<string>): string[] {
  const most = editsMax(wrong);
  const near: { name: string; edits: number }[] = [];
  for (const name of new Set(first(namesMax, names))) {
    const edits = editsBetween(wrong, name, most);
    if (edits <= most && edits < wrong.length) near.push({ name, edits });
    if (near.length > manyMax) break;
  }
  return near
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, 5)
    .map(({ name }) => name);
}

/** Of a text with ten thousand names, each of them unknown, no more are compared: it would take minutes. */
const namesMax = 500;
/** Nor is there one that was meant among so many. */
const manyMax = 50;
/** Whoever writes longer names does not type them. */
const lettersMax = 100;

export function* first(most: number, names: Iterable<string>): Iterable<string> {
  let count = 0;
  for (const name of names) {
    if (count++ === most) return;
    yield name;
  }
}

function editsMax(wrong: string): number {
  return Math.max(1, Math.floor(wrong.length / 3));
}

/** Exactly, where they are no more than `most`. */
function editsBetween(wrong: string, name: string, most: number): number {
  if (wrong.length > lettersMax || Math.abs(wrong.length - name.length) > most) return Number.POSITIVE_INFINITY;
  if (name.toLowerCase() === wrong.toLowerCase()) return 0;
  return most === 0 ? Number.POSITIVE_INFINITY : editDistance(wrong, name, most);
}

/** ` Did you mean "amount"?`, or nothing: the end of a message. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const nearest = nearestName(wrong, names);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

/** Letters to insert, drop, replace or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string, most: number): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let k = 1; k <= b.length; k++) row.push(cheapestEdit(a, b, i, k, beforeLast, last, row));
    // A later row is never below the least of two before it.
    if (Math.min(...row) > most && Math.min(...last) > most) return Number.POSITIVE_INFINITY;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] as number;
}

function cheapestEdit(
  a: string,
  b: string,
  i: number,
  k: number,
  beforeLast: readonly number[],
  last: readonly number[],
  row: readonly number[],
): number {
  const replaced = (last[k - 1] as number) + (a[i - 1] === b[k - 1] ? 0 : 1);
  const cheapest = Math.min(replaced, (last[k] as number) + 1, (row[k - 1] as number) + 1);
  const isSwap = i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1];
  return isSwap ? Math.min(cheapest, (beforeLast[k - 2] as number) + 1) : cheapest;
}
