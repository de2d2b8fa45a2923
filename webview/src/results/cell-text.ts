/** A value as a table cell says it: null apart from an empty text, nested values as JSON. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Six significant digits are enough to look at; the cell's title has all of them. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

const numeric = /^(u?int\d+|float\d+|duration)\??$/;

export function isNumeric(type: string): boolean {
  return numeric.test(type);
}
