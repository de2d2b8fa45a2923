/**
 * What a quick fix needs to know of a mistake beside its place. It is found out where the mistake is, so that no fix reads
 * the words of a message; plain JSON, because it travels to the editor and back.
 */
import type { ValueSpec } from '../catalog/spec.ts';
import { nearNames } from './nearest-name.ts';

export interface FixFacts {
  /** The name that means nothing, or that is missing. */
  name?: string;
  /** Of an unknown name: what it should have been of. */
  kind?: string;
  /** The name that was probably meant, if one is near. */
  replacement?: string;
  /** Names that may have been meant, the nearest first. */
  candidates?: string[];
  /** A file, as the text names it. */
  path?: string;
  property?: string;
  /** Text of a value that could stand there. */
  example?: string;
  wanted?: ValueSpec;
  /** The types of what stands there, as the language prints them. */
  types?: string[];
  /** The type that is wanted, as the language prints it. */
  type?: string;
  columns?: string[];
  /** Fields of a record, each with the text of a value that fits. */
  fields?: Record<string, string>;
  symbol?: string;
  /** The greatest number that is allowed, or the number that is wanted. */
  count?: number;
  /** For a person: what to use instead. */
  advice?: string;
  input?: string;
  /** What would have to be inserted behind the place. */
  insert?: string;
}

export function misspelt(name: string, known: Iterable<string>): FixFacts {
  const candidates = nearNames(name, known);
  return { name, replacement: candidates[0], candidates };
}
