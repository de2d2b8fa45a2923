import { nearestName } from './nearest-name.ts';

/** What a name that means nothing may have been meant for: the nearest of those that are known, else any of them. */
export function meantBy(wrong: string, known: readonly string[]): string[] {
  const nearest = nearestName(wrong, known);
  return nearest === undefined ? [...known] : [nearest];
}
