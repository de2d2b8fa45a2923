/**
 * The head of a group that is spelt wrong must not cost its flow the statements below: with the head its opening brace would be
 * skipped, and the brace that ends the group would end the flow. So `group Features {` is read as a group without a title, and
 * `grup "Features" {` as what was meant.
 */
import type { LexerResult } from 'langium';
import { isMisspelt } from '../diagnostics/is-misspelt.ts';

type Token = LexerResult['tokens'][number];

export interface GroupHeads {
  tokens: Token[];
  /** Words in the place of `group`. */
  misspelt: Token[];
  /** Words in the place of a title. */
  untitled: Token[];
}

type TokenType = Token['tokenType'];

/** The tokens as they were meant; `group` and `title` are the types of the two that come first. */
export function mendGroupHeads(tokens: readonly Token[], group?: TokenType, title?: TokenType): GroupHeads {
  const mended: GroupHeads = { tokens: [...tokens], misspelt: [], untitled: [] };
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (next === undefined || !opensBlock(tokens, index)) continue;
    if (isMeantAsGroup(token, next)) {
      mended.misspelt.push(token);
      mended.tokens[index] = typed(token, group);
    } else if (token.image === 'group' && !isTitle(next)) {
      mended.untitled.push(next);
      mended.tokens[index + 1] = { ...typed(next, title), isInsertedInRecovery: true };
    }
  }
  return mended;
}

function typed(token: Token, tokenType: TokenType | undefined): Token {
  if (tokenType?.tokenTypeIdx === undefined) return token;
  return { ...token, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx };
}

/** `word title {`, at the start of a line and all on it. */
function opensBlock(tokens: readonly Token[], index: number): boolean {
  const [word, title, brace] = [tokens[index], tokens[index + 1], tokens[index + 2]];
  if (brace?.image !== '{' || brace.startLine !== word?.startLine || title?.image === ':') return false;
  return startsLine(tokens, index);
}

function isMeantAsGroup(word: Token, title: Token | undefined): boolean {
  return word.tokenType.name === 'ID' && isTitle(title) && isMisspelt('group', [word.image]);
}

function isTitle(token: Token | undefined): boolean {
  return token?.tokenType.name === 'STRING';
}

function startsLine(tokens: readonly Token[], index: number): boolean {
  const [before, token] = [tokens[index - 1], tokens[index]];
  return before === undefined || (before.endLine ?? before.startLine ?? 0) < (token?.startLine ?? 0);
}
