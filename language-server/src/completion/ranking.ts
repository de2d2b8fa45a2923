/** Which proposals come first, and how many there are at most. */
import { isNullable, type Type } from '@millrace/grammar';
import type { Proposal } from './proposal.ts';
import type { Wanted } from './wanted-type.ts';

/** More than a person looks through: then the best are told, and the client asks again with the next letter. */
const itemsMax = 500;

export function bestOf(proposals: readonly Proposal[], typed: string): { proposals: Proposal[]; isCut: boolean } {
  const inOrder = distinct(proposals).toSorted((a, b) => (a.rank ?? usualRank) - (b.rank ?? usualRank));
  if (inOrder.length <= itemsMax) return { proposals: inOrder, isCut: false };
  const matching = inOrder.filter(({ label, filter }) => hasLetters(filter ?? label, typed));
  return { proposals: matching.slice(0, itemsMax), isCut: true };
}

const usualRank = 5;

/** A field and a parameter of one name are one word. */
function distinct(proposals: readonly Proposal[]): Proposal[] {
  const found = new Map<string, Proposal>();
  for (const proposal of proposals) if (!found.has(proposal.label)) found.set(proposal.label, proposal);
  return [...found.values()];
}

/** Whether all letters that are typed come in this order, as editors match them. */
function hasLetters(label: string, typed: string): boolean {
  let from = 0;
  const text = label.toLowerCase();
  for (const letter of typed.toLowerCase()) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

/**
 * Before a rank by kind (fields before parameters before functions) comes whether the type is wanted. In a condition any value may be
 * the first word of a comparison, so there the kind counts more. Where null may not stand, a nullable one comes after the others.
 */
export function ranked(proposal: Proposal, type: Type | undefined, wanted: Wanted | undefined): Proposal {
  const rank = proposal.rank ?? usualRank;
  if (wanted === undefined || type === undefined || type.kind === 'unknown') return { ...proposal, rank };
  const isFit = wanted.takes(type);
  if (wanted.isCondition) return { ...proposal, rank: isFit ? rank + nullStep(type) : rank + 0.2 };
  if (!isFit) return { ...proposal, rank: hasFittingPart(type, wanted) ? partRank : misfitRank + rank / 10 };
  return {
    ...proposal,
    rank: rank + nullStep(type),
    ...(rank < functionRank && !isNullable(type) && { isBest: true }),
  };
}

const partRank = 4;
const functionRank = 6;
/** Behind the functions that fit. */
const misfitRank = 6.4;

function nullStep(type: Type): number {
  return isNullable(type) ? 0.1 : 0;
}

/** A field of it may be what is wanted. */
function hasFittingPart(type: Type, wanted: Wanted): boolean {
  return type.kind === 'record' && type.fields.some((field) => wanted.takes(field.type));
}
