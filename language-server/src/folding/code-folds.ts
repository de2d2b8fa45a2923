/** Brackets, texts of several lines and the imports: found over tokens, so that a statement that does not parse folds too. */
import type * as ast from '@millrace/grammar/syntax';
import { FoldingRangeKind } from 'vscode-languageserver';
import type { Fold, LexedToken } from './fold.ts';

const closing: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

export function bracketFolds(tokens: readonly LexedToken[], text: string): Fold[] {
  const open: LexedToken[] = [];
  const folds: Fold[] = [];
  let end = 0;
  for (const token of tokens) {
    const { image, startOffset: at } = token;
    // The lexer closes what the next declaration ends; such a bracket is no part of the text.
    const isWritten = !Number.isNaN(at);
    if (isWritten) end = at + image.length;
    if ('([{'.includes(image)) open.push(token);
    const wanted = closing.get(image);
    if (wanted === undefined) continue;
    // A bracket that nobody closes must not take the brackets around it along.
    const opened = open.findLastIndex((one) => one.image === wanted);
    if (opened < 0) continue;
    const from = (open[opened] as LexedToken).startOffset + 1;
    open.length = opened;
    folds.push({ from, to: isWritten ? at : end, keepsLastLine: isWritten && isFirstOfLine(text, at) });
  }
  return folds;
}

export function textFolds(tokens: readonly LexedToken[]): Fold[] {
  return tokens
    .filter(({ image }) => image.startsWith('"""'))
    .map(({ image, startOffset }) => ({
      from: startOffset + 3,
      to: startOffset + image.length - 3,
      keepsLastLine: /\n[ \t]*"""$/.test(image),
    }));
}

export function importFolds({ imports }: ast.FlowFile): Fold[] {
  const [first, last] = [imports.at(0)?.$cstNode, imports.at(-1)?.$cstNode];
  if (first === undefined || last === undefined) return [];
  return [{ from: first.offset, to: last.end, keepsLastLine: false, kind: FoldingRangeKind.Imports }];
}

function isFirstOfLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}
