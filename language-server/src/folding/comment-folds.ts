/** Comments of several lines, runs of `//` lines, and regions: `// #region Name` to `// #endregion`. */
import { FoldingRangeKind } from 'vscode-languageserver';
import type { Fold, LexedToken } from './fold.ts';

const region = /^\/\/\s*#(end)?region\b[ \t]*(.*)$/;

export function commentFolds(hidden: readonly LexedToken[], text: string): Fold[] {
  const comments = hidden.filter(({ image }) => image.startsWith('/'));
  const blocks = comments.filter(({ image }) => image.startsWith('/*')).map((token) => foldOf(token, token));
  const alone = comments.filter((token) => isLine(token, text));
  return [...blocks, ...runsOf(alone, text).map(([first, last]) => foldOf(first, last)), ...regionsOf(comments)];
}

/** A comment that has its line to itself, and opens or closes no region. */
function isLine({ image, startOffset }: LexedToken, text: string): boolean {
  const lineStart = text.lastIndexOf('\n', startOffset - 1) + 1;
  return image.startsWith('//') && !region.test(image) && text.slice(lineStart, startOffset).trim() === '';
}

type Run = [first: LexedToken, last: LexedToken];

function runsOf(lines: readonly LexedToken[], text: string): Run[] {
  const runs: Run[] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    const between = run && text.slice(endOf(run[1]), line.startOffset);
    if (run !== undefined && between !== undefined && /^\r?\n[ \t]*$/.test(between)) run[1] = line;
    else runs.push([line, line]);
  }
  return runs;
}

function regionsOf(comments: readonly LexedToken[]): Fold[] {
  const open: { token: LexedToken; name: string }[] = [];
  const folds: Fold[] = [];
  for (const token of comments) {
    const [found, end, name = ''] = region.exec(token.image) ?? [];
    if (found === undefined) continue;
    if (end === undefined) open.push({ token, name: name.trim() });
    else {
      const start = open.pop();
      if (start === undefined) continue;
      const fold = { ...foldOf(start.token, token), kind: FoldingRangeKind.Region };
      folds.push(start.name === '' ? fold : { ...fold, shown: start.name });
    }
  }
  return folds;
}

function foldOf(first: LexedToken, last: LexedToken): Fold {
  return { from: first.startOffset, to: endOf(last), keepsLastLine: false, kind: FoldingRangeKind.Comment };
}

function endOf({ image, startOffset }: LexedToken): number {
  return startOffset + image.length;
}
