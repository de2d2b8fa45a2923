/** Damage to texts: the same seed does the same damage. */
import { scalarNames, statementWords } from '@millrace/grammar';

export type Random = (below: number) => number;

/** Mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
}

export function oneOf<T>(all: readonly T[], random: Random): T {
  return all[random(all.length)] as T;
}

export interface Span {
  from: number;
  to: number;
}

export interface Mutation {
  at: Span;
  text: string;
}

/** What may be put into a text: tokens and whole statements of all the corpus, names of the text itself. */
export interface Material {
  words: readonly string[];
  statements: readonly string[];
  names: readonly string[];
}

const token = /"""[\s\S]*?"""|"[^"\n]*"|`[^`\n]*`|[A-Za-z_]\w*|\d[\w.]*|\*\*|->|[=!<>]=|\?\?|\.\.\.|\s+|\S/gu;
/** Names of every script, and characters that are none. */
const odd = [
  ...['\0', '\uFEFF', '\r', '\u2028', '\u202E', '\u200F', '\u200D', '\u0301', '🦈', '👩‍👩‍👧', '\uD800', '\uDC00'],
  ...['é', 'ש', 'ق', 'क्ष', '名前', '`العمر`', '`年齢`', '`e\u0301`', '`🦈`'],
  ...['"', '"""', '`', '/*', '*/', '//', '\\', '__proto__', 'constructor', '`toString`'],
];

interface Part {
  at: Span;
  image: string;
}

type Change = (part: Part, parts: readonly Part[], material: Material, random: Random) => Mutation;

const put = (at: Span, text: string): Mutation => ({ at, text });
const before = ({ at }: Part): Span => ({ from: at.from, to: at.from });
const isWord = (image: string) => /^[A-Za-z_`]/.test(image);
const isName = (image: string) => isWord(image) && !statementWords.has(image) && !isType(image);
const isType = (image: string) => (scalarNames as readonly string[]).includes(image);

/** Tokens and characters: mostly the parser has to answer. */
const rough: readonly Change[] = [
  ({ at }) => put(at, ''),
  ({ at }, _, { words }, random) => put(at, oneOf(words, random)),
  ({ at, image }) => put(at, `${image} ${image}`),
  (part, _, { words }, random) => put(before(part), ` ${oneOf(words, random)} `),
  (part, _, { words }, random) => put(before(part), ` ${`${oneOf(words, random)} `.repeat(1 + random(40))}`),
  ({ at }, parts, _, random) => put({ from: at.from, to: Math.min(end(parts), at.from + random(60)) }, ''),
  ({ at, image }, _parts, _, random) => {
    const cut = random(image.length + 1);
    return put(at, image.slice(0, cut) + (random(2) === 0 ? '' : oneOf(odd, random)) + image.slice(cut + 1));
  },
  ({ at, image }, parts, _, random) => {
    const other = oneOf(parts, random);
    const [first, last] = at.from < other.at.from ? [{ at, image }, other] : [other, { at, image }];
    const between = parts.filter((one) => one.at.from >= first.at.to && one.at.to <= last.at.from);
    const text = [last, ...between, first].map((one) => one.image).join('');
    return first === last ? put(at, '') : put({ from: first.at.from, to: last.at.to }, text);
  },
  (part, _, { statements }, random) => put(before(part), ` ${oneOf(statements, random)}\n`),
];

/** Names and types for others: the text is still one, and the analysis has to answer. */
const fine: readonly Change[] = [
  ({ at }, _, { names }, random) => put(at, oneOf(names, random)),
  ({ at }, _, { names }, random) => put(at, oneOf(names, random)),
  ({ at }, parts, _, random) =>
    put(
      at,
      oneOf(
        parts.filter(({ image }) => isName(image)),
        random,
      ).image,
    ),
  ({ at, image }, _parts, _, random) => put(at, `\`${image.replaceAll('`', '')}${oneOf(odd.slice(9, 16), random)}\``),
];

/** One change within the span. */
export function mutationIn(text: string, span: Span, material: Material, random: Random): Mutation {
  const parts = [...text.slice(span.from, span.to).matchAll(token)].map(({ 0: image, index }) => {
    const from = span.from + index;
    return { at: { from, to: from + image.length }, image };
  });
  if (parts.length === 0) return { at: { from: span.from, to: span.from }, text: oneOf(material.words, random) };
  const types = parts.filter(({ image }) => isType(image));
  if (types.length > 0 && random(8) === 0) return put(oneOf(types, random).at, oneOf(scalarNames, random));
  const names = parts.filter(({ image }) => isName(image));
  if (names.length > 0 && random(2) === 0) return oneOf(fine, random)(oneOf(names, random), parts, material, random);
  return oneOf(rough, random)(oneOf(parts, random), parts, material, random);
}

function end(parts: readonly Part[]): number {
  return parts.at(-1)?.at.to ?? 0;
}

export function applied(text: string, { at, text: replacement }: Mutation): string {
  return text.slice(0, at.from) + replacement + text.slice(at.to);
}

export function wordsOf(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(token) ?? []))].filter((word) => word.trim() !== '').sort();
}

export function namesIn(text: string): string[] {
  return wordsOf([text]).filter(isName);
}
