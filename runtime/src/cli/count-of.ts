/** `1 file`, `1,204 files`. */
export function countOf(number: number, noun: string): string {
  return `${withCommas(number)} ${noun}${number === 1 ? '' : 's'}`;
}

export function withCommas(number: number): string {
  return number.toLocaleString('en-US');
}
