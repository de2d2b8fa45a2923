/** Damage to texts: the same seed does the same damage. */
import { globSync, readFileSync } from 'node:fs';

/** All flows of the repository: its files, and what its documents show. */
export function corpusOfFlows(): string[] {
  const files = globSync(['examples/**/*.flow', 'test/golden/**/*.flow']).sort();
  const documents = globSync(['README.md', 'docs/**/*.md']).sort();
  const shown = documents.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^```flow\n([\s\S]*?)^```/gm)].map((match) => match[1] as string),
  );
  return [...files.map((path) => readFileSync(path, 'utf8')), ...shown];
}

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

export interface Span {
  from: number;
  to: number;
}

export interface Mutation {
  at: Span;
  text: string;
}

const token = /"""[\s\S]*?"""|"[^"\n]*"|`[^`\n]*`|[A-Za-z_]\w*|\d[\w.]*|\*\*|->|[=!<>]=|\?\?|\.\.\.|\s+|\S/gu;
const odd = [
  '\0',
  '\uFEFF',
  '\r',
  '\u2028',
  '\u202E',
  '🦈',
  '\uD800',
  'é',
  'ש',
  '名',
  '"',
  '"""',
  '`',
  '/*',
  '*/',
  '//',
  '\\',
];

/** One change within the span: tokens or characters taken away, doubled, exchanged, or put in from the corpus. */
export function mutationIn(text: string, span: Span, words: readonly string[], random: Random): Mutation {
  const parts = [...text.slice(span.from, span.to).matchAll(token)];
  const first = parts[random(Math.max(1, parts.length))];
  const from = span.from + (first?.index ?? 0);
  const image = first?.[0] ?? '';
  const at = { from, to: from + image.length };
  const word = words[random(words.length)] as string;
  const cut = random(image.length + 1);
  const changes: (() => Mutation)[] = [
    () => ({ at, text: '' }),
    () => ({ at, text: word }),
    () => ({ at, text: `${image} ${image}` }),
    () => ({ at: { from, to: from }, text: ` ${word} ` }),
    () => ({ at: { from, to: from }, text: ` ${`${word} `.repeat(1 + random(40))}` }),
    () => ({ at: { from, to: Math.min(span.to, from + random(60)) }, text: '' }),
    () => ({ at, text: image.slice(0, cut) + image.slice(cut + 1) }),
    () => ({ at, text: image.slice(0, cut) + (odd[random(odd.length)] as string) + image.slice(cut) }),
  ];
  return (changes[random(changes.length)] as () => Mutation)();
}

export function applied(text: string, { at, text: replacement }: Mutation): string {
  return text.slice(0, at.from) + replacement + text.slice(at.to);
}

export function wordsOf(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(token) ?? []))].filter((word) => word.trim() !== '').sort();
}
