import { badEscape } from '../diagnostics/names.ts';
import { rangeOf } from '../diagnostics/range-of.ts';
import { badEscapes } from '../syntax/value-converter.ts';
import type { Check } from './check.ts';

/** [L3] A backslash in a text means something, or is written twice. */
export const checkEscapes: Check = ({ all, accept }) => {
  for (const node of all('StringLiteral')) {
    const literal = node.$cstNode?.text ?? '';
    if (literal.startsWith('"""')) continue;
    const { start } = rangeOf({ node });
    for (const { offset, text } of badEscapes(literal)) {
      const character = start.character + offset;
      const range = { start: { ...start, character }, end: { ...start, character: character + text.length } };
      accept(badEscape({ node, range }, text));
    }
  }
};
