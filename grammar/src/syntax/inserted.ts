import type { LexerResult } from 'langium';

type Token = LexerResult['tokens'][number];

/** As the parser's own recovery marks what it inserts: part of the statement, no part of the text. None without a type. */
export function inserted(image: string, tokenType: Token['tokenType'] | undefined): Token[] {
  if (tokenType?.tokenTypeIdx === undefined) return [];
  const { tokenTypeIdx } = tokenType;
  return [{ image, startOffset: Number.NaN, tokenType, tokenTypeIdx, isInsertedInRecovery: true }];
}
