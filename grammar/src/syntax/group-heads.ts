/**
 * The head of a group that is spelt wrong must not cost its flow the statements below: with the head its opening brace would be
 * skipped, and the brace that ends the group would end the flow. So `group Features {` is read as a group without a title, and
 * `grup "Features" {` as what was meant.
 */
import type { LexerResult } from 'langium';
import { isMisspelt } from '../diagnostics/is-misspelt.ts';
import { inserted } from './inserted.ts';
import { startsLine } from './statement-starts.ts';
import { unopenedGroups } from './unopened-groups.ts';

type Token = LexerResult['tokens'][number];

export interface GroupHeads {
  tokens: Token[];
  /** Words in the place of `group`. */
  misspelt: Token[];
  /** Words in the place of a title. */
  untitled: Token[];
  /** Titles behind which the opening brace is missing. */
  unopened: Token[];
}

type TokenType = Token['tokenType'];

/** The tokens as they were meant; `typeOf` gives the type of a word, of a sign and of a title (`STRING`). */
export function mendGroupHeads(tokens: readonly Token[], typeOf: (name: string) => TokenType | undefined): GroupHeads {
  const mended: GroupHeads = { tokens: [], misspelt: [], untitled: [], unopened: [] };
  const unopened = unopenedGroups(tokens);
  for (const [index, token] of tokens.entries()) {
    const [before, next] = [tokens[index - 1], tokens[index + 1]];
    if (isMeantAsGroup(token, next) && opensBlock(tokens, index)) {
      mended.misspelt.push(token);
      mended.tokens.push(typed(token, typeOf('group')));
    } else if (before?.image === 'group' && !isTitle(token) && opensBlock(tokens, index - 1)) {
      mended.untitled.push(token);
      mended.tokens.push({ ...typed(token, typeOf('STRING')), isInsertedInRecovery: true });
    } else mended.tokens.push(token);
    const missing = unopened.get(index) ?? [];
    if (missing.length > 0) mended.unopened.push(token);
    mended.tokens.push(...missing.flatMap((sign) => inserted(sign, typeOf(sign))));
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
