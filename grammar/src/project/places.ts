/** Where something of a project stands, as plain data: names for readers, and counts that lead to its place in the text. */
import type { DeclarationFacts, DeclarationId, DeclarationKind } from './file-facts.ts';

export interface DeclarationPlace extends DeclarationId {
  kind: DeclarationKind;
  /** Which declaration of the file, counted from 0. */
  at: number;
}

export interface NodePlace {
  uri: string;
  flow: string;
  node: string;
  /** Which declaration of the file and which node of it, counted from 0. */
  at: { declaration: number; node: number };
}

/** A flow with the file it stands in. */
export interface FlowOfFile {
  uri: string;
  facts: DeclarationFacts;
}

export function keyOf({ uri, name }: DeclarationId): string {
  return `${uri}#${name}`;
}

export function placeOf({ uri, facts }: FlowOfFile, { node, at }: { node: string; at: number }): NodePlace {
  return { uri, flow: facts.name, node, at: { declaration: facts.at, node: at } };
}

/** In the order of the files' addresses and of the text. */
export function comparePlaces(a: NodePlace, b: NodePlace): number {
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  return a.at.declaration - b.at.declaration || a.at.node - b.at.node;
}
