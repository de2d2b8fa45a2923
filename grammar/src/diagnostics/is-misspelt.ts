import { nearestName } from './nearest-name.ts';

/**
 * Whether what is missing was probably given, under a name that means nothing: that mistake is reported at the wrong name, and
 * to call the right one missing would report it twice.
 */
export function isMisspelt(missing: string, written: Iterable<string | undefined>): boolean {
  for (const name of written) {
    if (name !== undefined && name !== missing && nearestName(name, [missing]) !== undefined) return true;
  }
  return false;
}
