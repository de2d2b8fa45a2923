import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';
import { closeBlocks } from './close-blocks.ts';
import { statementWords } from './statement-words.ts';

type Token = LexerResult['tokens'][number];

/** What no person writes and no parser that recurses survives: so many brackets or `else if` inside of each other. */
const depthMax = 32;
/** Operators in a row, those around the open brackets included; each is one level of the tree. */
const chainMax = 256;

/** How the messages of our own lexer errors start. */
export const missingMessage = 'Expected';
export const tooDeepMessage = 'too deep';

const operators = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '??',
  'and',
  'or',
  'not',
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '.',
]);

/**
 * Leaves out what lies too deep, up to the next statement, so that no text can exhaust the stack of whoever walks the tree.
 * The statements around it stay whole.
 */
export class FlowLexer extends DefaultLexer {
  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const result = super.tokenize(text, options);
    const kept: Token[] = [];
    const depth = new Depth();
    let cutAt: Token | undefined;
    for (const token of result.tokens) {
      if (cutAt === undefined && depth.exceedsWith(token)) cutAt = token;
      if (cutAt !== undefined && statementWords.has(token.image)) {
        result.errors.push(tooDeep(cutAt));
        cutAt = undefined;
        depth.reset();
      }
      if (cutAt === undefined) kept.push(token);
    }
    if (cutAt !== undefined) result.errors.push(tooDeep(cutAt));
    const { tokens, missing } = closeBlocks(kept, (closer) => this.tokenTypes[closer]);
    for (const { after, closer } of missing) result.errors.push(notClosed(after, closer));
    return { ...result, tokens };
  }
}

function tooDeep({
  startOffset: offset,
  startLine: line,
  startColumn: column,
  image,
}: Token): LexerResult['errors'][number] {
  return { offset, line, column, length: image.length, message: tooDeepMessage };
}

function notClosed(after: Token, closer: string): LexerResult['errors'][number] {
  const { image, endOffset: offset = after.startOffset, endLine: line, endColumn: column } = after;
  const where = image.startsWith('"') ? image : `"${image}"`;
  return { offset, line, column, length: 1, message: `${missingMessage} "${closer}" after ${where}` };
}

/** How deep the text is nested at a token. */
class Depth {
  /** For each open bracket, and for the text around all, the `if`s and the operators so far. */
  private levels = [{ ifs: 0, operators: 0 }];

  reset(): void {
    this.levels = [{ ifs: 0, operators: 0 }];
  }

  exceedsWith({ image }: Token): boolean {
    const level = this.levels.at(-1) as { ifs: number; operators: number };
    if (image === '(' || image === '[' || image === '{') this.levels.push({ ifs: 0, operators: 0 });
    else if (image === ')' || image === ']' || image === '}') this.close();
    else if (image === ',' || image === ':' || statementWords.has(image))
      Object.assign(level, { ifs: 0, operators: 0 });
    else if (image === 'if') level.ifs++;
    else if (operators.has(image)) level.operators++;
    return this.levels.length - 1 + this.count('ifs') > depthMax || this.count('operators') > chainMax;
  }

  private count(what: 'ifs' | 'operators'): number {
    return this.levels.reduce((sum, level) => sum + level[what], 0);
  }

  private close(): void {
    if (this.levels.length > 1) this.levels.pop();
  }
}
