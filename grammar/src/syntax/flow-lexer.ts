import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';
import { closeBlocks } from './close-blocks.ts';
import { Depth, tooDeepMessage } from './depth.ts';
import { mendGroupHeads } from './group-heads.ts';
import { closeBlockText } from './open-block-text.ts';
import { closeTexts } from './open-texts.ts';
import { startsStatement } from './statement-starts.ts';

type Token = LexerResult['tokens'][number];

const outside = 'move it out of this block: schemas, models, flows and the like stand in no other';

type LexerError = LexerResult['errors'][number];

/** A mistake that the lexer says in words. */
export interface SaidError extends LexerError {
  said: true;
}

/** The tree of more words and signs than these takes more than a second; many numbers or texts are data, and no text of a person. */
const tokensMax = 30_000;
/** To tell words apart takes time as well. */
const charactersMax = 2_000_000;

const tooLong = (most: string) => `This file is too long to be read; no more than ${most} are`;

/**
 * Leaves out what lies too deep, and a comment that is not closed, up to the next statement, so that no text can exhaust the stack of whoever walks the tree.
 * The statements around it stay whole.
 */
export class FlowLexer extends DefaultLexer {
  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    if (text.length > charactersMax) return this.refused(tooLong('two million characters'), options);
    const read = closeBlockText(super.tokenize(text, options), text, this.tokenTypes.BLOCK_STRING);
    const result = { ...read, tokens: closeTexts(read, text, this.tokenTypes.STRING) };
    const kept: Token[] = [];
    const depth = new Depth();
    let cutAt: SaidError | undefined;
    for (const [index, token] of result.tokens.entries()) {
      const isStart = startsStatement(result.tokens, index);
      if (cutAt !== undefined && isStart && goesOnBehind(cutAt, token)) {
        result.errors.push(cutAt);
        cutAt = undefined;
        depth.reset();
      }
      if (cutAt === undefined && isOpenComment(token, result.tokens[index + 1])) cutAt = openComment(token);
      if (cutAt === undefined && depth.exceedsWith(token, result.tokens[index - 1], isStart)) cutAt = tooDeep(token);
      if (token.image === ',' && kept.at(-1)?.image === ',') result.errors.push(said(token, 'Unexpected ","'));
      else if (cutAt === undefined) kept.push(this.asName(token, result.tokens[index + 1]));
    }
    if (kept.length > tokensMax) return this.refused(tooLong('30,000 words and signs'), options);
    if (cutAt !== undefined) result.errors.push(cutAt);
    const heads = mendGroupHeads(kept, (name) => this.tokenTypes[name]);
    for (const token of heads.misspelt)
      result.errors.push(said(token, `Unexpected "${token.image}". Did you mean "group"?`));
    for (const token of heads.untitled) result.errors.push(said(token, 'Expected a text in quotes after "group"'));
    for (const token of heads.unopened) result.errors.push(missingBehind(token, '{'));
    const { tokens, missing, surplus, misplaced } = closeBlocks(heads.tokens, (closer) => this.tokenTypes[closer]);
    for (const { after, closer } of missing) result.errors.push(missingBehind(after, closer));
    for (const token of surplus) result.errors.push(said(token, `Unexpected "${token.image}"`));
    for (const token of misplaced) result.errors.push(said(token, `Unexpected "${token.image}"; ${outside}`));
    return { ...result, tokens };
  }

  private refused(message: string, options?: TokenizeOptions): LexerResult {
    const error: SaidError = { offset: 0, line: 1, column: 1, length: 1, message, said: true };
    return { ...super.tokenize('', options), errors: [error] };
  }

  /** `or: …` is a key: nothing else stands before a colon. Told here, the parser need not look ahead for it. */
  private asName(token: Token, next: Token | undefined): Token {
    const tokenType = this.tokenTypes.ID;
    if (next?.image !== ':' || !joiningWords.has(token.image) || tokenType?.tokenTypeIdx === undefined) return token;
    return { ...token, tokenType, tokenTypeIdx: tokenType.tokenTypeIdx };
  }
}

/** What may follow an expression, or an item of a select, and be a key of the next line as well. */
const joiningWords = new Set(['or', 'and', 'not', 'in', 'between', 'as', 'except']);

/** A comment that is closed gives no token. */
function isOpenComment({ image, endOffset }: Token, next: Token | undefined): boolean {
  return image === '/' && next?.image.startsWith('*') === true && next.startOffset === (endOffset ?? 0) + 1;
}

function openComment(token: Token): SaidError {
  return said({ ...token, image: '/*' }, 'This comment is not closed; end it with */');
}

/** What stands on the line of an open comment was to be a part of it. */
function goesOnBehind({ message, line = 0 }: SaidError, { startLine = 0 }: Token): boolean {
  return message === tooDeepMessage || startLine > line;
}

function tooDeep(token: Token): SaidError {
  return said(token, tooDeepMessage);
}

function said(token: Token, message: string): SaidError {
  const { startOffset: offset, startLine: line, startColumn: column, image } = token;
  return { offset, line, column, length: image.length, message, said: true };
}

function missingBehind(after: Token, closer: string): SaidError {
  const { image, endOffset: offset = after.startOffset, endLine: line, endColumn: column } = after;
  const where = image.startsWith('"') ? image : `"${image}"`;
  return { offset, line, column, length: 1, message: `Expected "${closer}" after ${where}`, said: true };
}
