import type { FlowDiagnostic, Place } from './diagnostic.ts';

/** More names than these nobody reads; a circle may be of thousands. */
const namesMax = 8;

/** `a uses b uses a`: the names on a circle, the first once more at the end. */
export function circle(names: string[], verb: string): string {
  if (names.length <= namesMax) return names.join(verb);
  const shown = [...names.slice(0, namesMax - 2), '…', ...names.slice(-1)];
  return `${shown.join(verb)} (${(names.length - 1).toLocaleString('en-US')} in all)`;
}

/** `others`: the places between, in the order of the names. */
export function onTheCircle(names: string[], others: Place[]): NonNullable<FlowDiagnostic['related']> {
  const shown = others.slice(0, namesMax);
  return shown.map((place, index) => ({ message: `"${names[index + 1]}" is on the circle`, place }));
}
