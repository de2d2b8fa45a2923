/** `1 file`, `1,204 files`. */
export function countOf(number: number, noun: string): string {
  return `${withCommas(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** Of a whole number. The system's own words for numbers take 12 ms to load, which every command would wait for. */
export function withCommas(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
