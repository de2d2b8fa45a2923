/** Strict reading of nested JSON: what is unknown or does not fit is told at its place, and what stands beside it still counts. */
import { nearestName } from '../diagnostics/nearest-name.ts';

export type Path = readonly (string | number)[];

/** Takes the mistakes; a message goes on where the name of the file leaves off. */
export interface Told {
  unknownKey(path: Path, message: string): void;
  misfit(path: Path, message: string): void;
}

/** undefined where nothing of the value fits. */
export type ReadPart<T> = (value: unknown, path: Path, told: Told) => T | undefined;

/** `wanted`: what it must be, in words. */
export function leaf<T>(wanted: string, fits: (value: unknown) => value is T): ReadPart<T> {
  return (value, path, told) => {
    if (fits(value)) return value;
    told.misfit(path, `has a "${path.join('.')}" that doesn't fit: it must be ${wanted}`);
    return undefined;
  };
}

/** An object with these keys, each of which may be absent. */
export function objectOf<T extends object>(parts: { [Key in keyof T]-?: ReadPart<T[Key]> }, wanted: string) {
  const known = new Map<string, ReadPart<unknown>>(Object.entries(parts));
  return entriesOf<T>(wanted, (key, path, told) => {
    const read = known.get(key);
    if (read === undefined) told.unknownKey(path, unknownKey(path, key, [...known.keys()]));
    return read;
  });
}

/** An object with keys of people's choice. */
export function mapOf<T>(wanted: string, keys: { pattern: RegExp; wanted: string }, read: ReadPart<T>) {
  return entriesOf<Record<string, T>>(wanted, (key, path, told) => {
    if (keys.pattern.test(key)) return read;
    told.unknownKey(path, `has a key "${path.join('.')}", but a key there must be ${keys.wanted}`);
    return undefined;
  });
}

type PartOf = (key: string, path: Path, told: Told) => ReadPart<unknown> | undefined;

function entriesOf<T extends object>(wanted: string, partOf: PartOf): ReadPart<T> {
  const isObject = leaf(wanted, isPlainObject);
  return (value, path, told) => {
    const entries = isObject(value, path, told);
    if (entries === undefined) return undefined;
    const fitting = Object.entries(entries).flatMap(([key, entry]) => {
      const fitted = partOf(key, [...path, key], told)?.(entry, [...path, key], told);
      return fitted === undefined ? [] : [[key, fitted] as const];
    });
    return Object.fromEntries(fitting) as T;
  };
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownKey(path: Path, key: string, known: readonly string[]): string {
  const meant = nearestName(key, [...known]);
  return `has an unknown key "${path.join('.')}"; ${meant ? `did you mean "${meant}"?` : `known are ${known.join(', ')}`}`;
}
