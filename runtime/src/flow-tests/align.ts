/** Which expected record is which record that came. */
export interface Pair {
  /** Index; absent where a record came that is not expected. */
  expected?: number;
  /** Index; absent where nothing came. */
  actual?: number;
  isSame: boolean;
}

/** Beyond it records are compared one by one, in their order. */
const cellsMax = 4_000_000;

/**
 * Pairs the records of two lists in their order so that as many as possible are the same; what lies between two such pairs is
 * paired in its order too, for it is probably meant.
 */
export function align(expected: number, actual: number, isSame: (expected: number, actual: number) => boolean): Pair[] {
  const anchors =
    expected * actual > cellsMax ? oneByOne(expected, actual, isSame) : mostInCommon(expected, actual, isSame);
  const pairs: Pair[] = [];
  let [nextExpected, nextActual] = [0, 0];
  for (const [e, a] of [...anchors, [expected, actual] as const]) {
    while (nextExpected < e && nextActual < a)
      pairs.push({ expected: nextExpected++, actual: nextActual++, isSame: false });
    while (nextExpected < e) pairs.push({ expected: nextExpected++, isSame: false });
    while (nextActual < a) pairs.push({ actual: nextActual++, isSame: false });
    if (e < expected) pairs.push({ expected: nextExpected++, actual: nextActual++, isSame: true });
  }
  return pairs;
}

function oneByOne(expected: number, actual: number, isSame: (e: number, a: number) => boolean): [number, number][] {
  const shared = Array.from({ length: Math.min(expected, actual) }, (_, at) => at);
  return shared.filter((at) => isSame(at, at)).map((at) => [at, at]);
}

/** The longest common subsequence; of several the one with what is expected first. */
function mostInCommon(expected: number, actual: number, isSame: (e: number, a: number) => boolean): [number, number][] {
  const same = Array.from({ length: expected }, (_, e) => Uint8Array.from({ length: actual }, (_, a) => +isSame(e, a)));
  const lengths = Array.from({ length: expected + 1 }, () => new Uint32Array(actual + 1));
  const at = (e: number, a: number) => lengths[e]?.[a] ?? 0;
  for (let e = expected - 1; e >= 0; e--) {
    for (let a = actual - 1; a >= 0; a--) {
      const row = lengths[e] as Uint32Array;
      row[a] = same[e]?.[a] ? at(e + 1, a + 1) + 1 : Math.max(at(e + 1, a), at(e, a + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let e = 0, a = 0; e < expected && a < actual; ) {
    if (same[e]?.[a] && at(e, a) === at(e + 1, a + 1) + 1) pairs.push([e++, a++]);
    else if (at(e + 1, a) > at(e, a + 1)) e++;
    else a++;
  }
  return pairs;
}
