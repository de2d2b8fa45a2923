/** For which numbers a function has no value; a NaN that came in goes out as it is. */
export function notPositive(value: number): string | undefined {
  return value <= 0 ? 'A logarithm is of a number above zero' : undefined;
}

export function negative(value: number): string | undefined {
  return value < 0 ? 'A square root is of a number from zero up' : undefined;
}
