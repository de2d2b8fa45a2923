/**
 * `group "Features"` without its brace: where the flow closes a brace more than it opens, that one ends the group; where it closes
 * none more, nobody knows what was to be in it, and the group is an empty one.
 */
import type { LexerResult } from 'langium';
import { closerOf, closing } from './bracket-pairs.ts';
import { goesOnAsDeclaration, startsDeclaration, startsLine } from './statement-starts.ts';

type Token = LexerResult['tokens'][number];

/** By the place of a title in `tokens`: the braces that are missing behind it, one or both. */
export function unopenedGroups(tokens: readonly Token[]): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, readonly string[]>();
  if (!tokens.some((_, index) => isUnopened(tokens, index))) return found;
  const { depths, lowest } = braceDepths(tokens);
  let open: string[] = [];
  for (const [index, { image }] of tokens.entries()) {
    if (startsDeclaration(tokens, index)) open = [];
    const closer = closerOf(image);
    if (closer !== undefined) open.push(closer);
    else if (closing.has(image) && open.includes(image)) open.length = open.lastIndexOf(image);
    if (open.at(-1) !== '}' || !isUnopened(tokens, index)) continue;
    const isClosed = (depths[index] as number) - (lowest[index] as number) > open.length;
    found.set(index + 1, isClosed ? ['{'] : ['{', '}']);
    if (isClosed) open.push('}');
  }
  return found;
}

/** `group "title"` at the start of a line, and no brace behind it. */
function isUnopened(tokens: readonly Token[], index: number): boolean {
  const word = tokens[index];
  if (word?.image !== 'group' || tokens[index + 2]?.image === '{' || !startsLine(tokens, index)) return false;
  const title = tokens[index + 1];
  return title?.tokenType.name === 'STRING' && title.startLine === word.startLine;
}

/** By token: how many braces are open behind it, and how few are at some place between there and the next declaration. */
function braceDepths(tokens: readonly Token[]): { depths: number[]; lowest: number[] } {
  let depth = 0;
  const depths = tokens.map(({ image }) => {
    if (image === '{') depth++;
    else if (image === '}') depth--;
    return depth;
  });
  const lowest = [...depths];
  for (let index = tokens.length - 2; index >= 0; index--) {
    const isLast = goesOnAsDeclaration(tokens, index + 1) && startsLine(tokens, index + 1);
    if (!isLast) lowest[index] = Math.min(depths[index] as number, lowest[index + 1] as number);
  }
  return { depths, lowest };
}
