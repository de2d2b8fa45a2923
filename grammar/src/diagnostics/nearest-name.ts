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
  // One edit changes which letters there are by two at most.
  if (bitsOf(lettersOf(wrong) ^ lettersOf(name)) > 2 * most) return Number.POSITIVE_INFINITY;
  return most === 0 ? Number.POSITIVE_INFINITY : editDistance(wrong, name, most);
}

/** Which letters there are, one bit for several of them, the same for upper and lower case. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 31);
  return letters;
}

function bitsOf(letters: number): number {
  let count = 0;
  for (let rest = letters; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** ` Did you mean "amount"?`, or nothing: the end of a message. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const nearest = nearestName(wrong, names);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

/**
 * Letters to insert, drop, replace or swap with their neighbour (optimal string alignment), exactly where they are no more than
 * `most`. Only cells that near the diagonal can hold so few (Ukkonen, Algorithms for approximate string matching, 1985), so that a
 * text of ten thousand unknown names is answered at once.
 */
function editDistance(a: string, b: string, most: number): number {
  for (let k = 0; k <= b.length; k++) rows[0][k] = k;
  for (let i = 1; i <= a.length; i++) if (fillRow(a, b, i, most) > most) return Number.POSITIVE_INFINITY;
  return (rows[a.length % 3] as Uint8Array)[b.length] as number;
}

/** Two rows before the one that is filled are all that it needs. The longest of two near names has a third more than `lettersMax`. */
const rows = [0, 1, 2].map(() => new Uint8Array(2 * lettersMax)) as [Uint8Array, Uint8Array, Uint8Array];

/** Gives the least of the row and the one before: no later row is below it. */
function fillRow(a: string, b: string, i: number, most: number): number {
  const [row, last, beforeLast] = [i % 3, (i + 2) % 3, (i + 1) % 3].map((at) => rows[at]) as typeof rows;
  const [from, to] = [Math.max(1, i - most), Math.min(b.length, i + most)];
  row[from - 1] = from === 1 ? i : most + 1;
  let least = row[from - 1] as number;
  for (let k = from; k <= to; k++) {
    const replaced = (last[k - 1] as number) + (a[i - 1] === b[k - 1] ? 0 : 1);
    let cheapest = Math.min(replaced, (last[k] as number) + 1, (row[k - 1] as number) + 1);
    const isSwap = i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1];
    if (isSwap) cheapest = Math.min(cheapest, (beforeLast[k - 2] as number) + 1);
    row[k] = cheapest;
    least = Math.min(least, cheapest, last[k] as number);
  }
  if (to < b.length) row[to + 1] = most + 1;
  return least;
}
