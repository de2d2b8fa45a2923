/**
 * Where a query says something once too often, as far as its words tell: DuckDB names no place for that. Refuses to guess: undefined
 * where the second one stands in no words of its own, as behind a star.
 */
import { queryNames } from '../symbols/query-names.ts';
import { queryTokens } from '../symbols/query-tokens.ts';
import type { QueryMistake } from './query-description.ts';

type Words = NonNullable<QueryMistake['at']>;

export function surplusWords(query: string, surplus: NonNullable<QueryMistake['surplus']>): Words | undefined {
  return surplus.what === 'statement' ? laterStatements(query) : secondColumn(query, surplus.name);
}

function laterStatements(query: string): Words | undefined {
  const tokens = queryTokens(query);
  const end = tokens.findIndex(({ text }, index) => text === ';' && index > 0);
  const behind = end < 0 ? [] : tokens.slice(end).filter(({ text }) => text !== ';');
  const [first, last] = [behind[0], behind.at(-1)];
  return first && last && { offset: first.offset, length: last.end - first.offset };
}

/** A name beside a star that has it too is the second one, wherever it stands: the star cannot be named otherwise. */
function secondColumn(query: string, name: string): Words | undefined {
  const { items } = queryNames(query);
  const named = items.flatMap((item) => item.name ?? []);
  const found = named.filter((token) => token.name === name.toLowerCase());
  const second = found[1] ?? (items.some(({ isStar }) => isStar) ? found[0] : undefined);
  return second && { offset: second.offset, length: second.end - second.offset };
}
