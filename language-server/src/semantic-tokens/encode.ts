/** Tokens as LSP has them: five numbers each, relative to the one before, and what changed since an earlier answer. */
import type { LangiumDocument } from 'langium';
import type { SemanticTokensEdit } from 'vscode-languageserver';
import { type Token, tokenModifiers, tokenTypes } from './token.ts';

/** Tokens over several lines are cut at line ends, which every client understands. */
export function encode(tokens: readonly Token[], { textDocument }: LangiumDocument): number[] {
  const data: number[] = [];
  let last = { line: 0, character: 0 };
  for (const token of tokens) {
    const type = tokenTypes.indexOf(token.type);
    const modifiers = (token.modifiers ?? []).reduce((bits, one) => bits | (1 << tokenModifiers.indexOf(one)), 0);
    for (const { from, to } of linesOf(token, textDocument.getText())) {
      const { line, character } = textDocument.positionAt(from);
      const right = line === last.line ? character - last.character : character;
      data.push(line - last.line, right, to - from, type, modifiers);
      last = { line, character };
    }
  }
  return data;
}

function linesOf({ from, to }: Token, text: string): { from: number; to: number }[] {
  const part = text.slice(from, to);
  if (!part.includes('\n')) return [{ from, to }];
  return [...part.matchAll(/[^\r\n]+/g)].map((match) => ({
    from: from + match.index,
    to: from + match.index + match[0].length,
  }));
}

/** One edit for what lies between the numbers that stayed; none where all did. */
export function editsBetween(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const deleteCount = before.length - start - same;
  const data = after.slice(start, after.length - same);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}
