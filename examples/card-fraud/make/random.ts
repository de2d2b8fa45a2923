/**
 * Chance that is the same on every machine: mulberry32, a generator over 32-bit integers. Every draw moves it on, so the order
 * of draws is part of the data.
 */
export interface Random {
  /** At least 0 and below 1. */
  uniform(): number;
  /** True in so many cases of one. */
  chance(probability: number): boolean;
  /** From 0 to below `count`. */
  index(count: number): number;
  pick<T>(items: readonly T[]): T;
  normal(mean: number, deviation: number): number;
  exponential(mean: number): number;
}

export function createRandom(seed: number): Random {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const index = (count: number) => Math.floor(uniform() * count);
  return {
    uniform,
    index,
    chance: (probability) => uniform() < probability,
    pick: <T>(items: readonly T[]) => items[index(items.length)] as T,
    normal: (mean, deviation) => mean + deviation * standardNormal(uniform),
    exponential: (mean) => -mean * Math.log(1 - uniform()),
  };
}

/** Sum of twelve uniforms (Irwin and Hall): normal enough, and only additions, so the same everywhere. */
function standardNormal(uniform: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += uniform();
  return sum;
}
