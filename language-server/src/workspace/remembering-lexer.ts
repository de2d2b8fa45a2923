/**
 * Remembers the tokens of the text that was read last: a text with a mistake is read by the parser, and then asked about, again and
 * again, by whatever looks at its words. Parts of it, as are read alone, are short and not remembered.
 */
import { FlowLexer } from '@millrace/grammar';
import type { LexerResult, TokenizeOptions } from 'langium';

/** Shorter ones are read in less than a millisecond, and must not take the place of a file. */
const lengthMin = 4000;

export class RememberingLexer extends FlowLexer {
  private last: { text: string; mode: TokenizeOptions['mode']; result: LexerResult } | undefined;

  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    if (text.length < lengthMin) return super.tokenize(text, options);
    if (this.last?.text !== text || this.last.mode !== options?.mode)
      this.last = { text, mode: options?.mode, result: super.tokenize(text, options) };
    return copyOf(this.last.result);
  }
}

/** The parser takes hidden tokens out of the list that it is given. */
function copyOf(result: LexerResult): LexerResult {
  return { ...result, tokens: [...result.tokens], hidden: [...result.hidden], errors: [...result.errors] };
}
