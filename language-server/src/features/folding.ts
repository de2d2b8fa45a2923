/** Folding: blocks, groups, lists, texts of several lines, the imports, comments and regions. */
import type * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import type { FoldingRangeProvider } from 'langium/lsp';
import type { FoldingRange, FoldingRangeClientCapabilities } from 'vscode-languageserver';
import { bracketFolds, importFolds, textFolds } from '../folding/code-folds.ts';
import { commentFolds } from '../folding/comment-folds.ts';
import type { Fold } from '../folding/fold.ts';
import type { FlowLanguageServices } from '../services.ts';
import { parsedText } from '../workspace/large-texts.ts';

export class FlowFolding implements FoldingRangeProvider {
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  getFoldingRanges(document: LangiumDocument): FoldingRange[] {
    const text = parsedText(document.textDocument.getText());
    const { tokens, hidden } = this.services.parser.Lexer.tokenize(text);
    const folds = [
      ...importFolds(document.parseResult.value as ast.FlowFile),
      ...bracketFolds(tokens, text),
      ...textFolds(tokens),
      ...commentFolds(hidden, text),
    ];
    const can = this.services.host.Client.capabilities?.textDocument?.foldingRange;
    return withinLimit(longestOfLine(folds.flatMap((fold) => rangeOf(fold, document, can))), can?.rangeLimit);
  }
}

/** Nothing for what hides no line. */
function rangeOf(fold: Fold, { textDocument }: LangiumDocument, can?: FoldingRangeClientCapabilities): FoldingRange[] {
  const [start, end] = [textDocument.positionAt(fold.from), textDocument.positionAt(fold.to)];
  const endLine = fold.keepsLastLine && (can?.lineFoldingOnly ?? true) ? end.line - 1 : end.line;
  if (endLine <= start.line) return [];
  const range: FoldingRange = { startLine: start.line, endLine, ...(fold.kind && { kind: fold.kind }) };
  if (fold.shown && can?.foldingRange?.collapsedText) range.collapsedText = fold.shown;
  if (can?.lineFoldingOnly ?? true) return [range];
  return [{ ...range, startCharacter: start.character, endCharacter: end.character }];
}

/** Of two that begin on one line an editor shows one. */
function longestOfLine(ranges: readonly FoldingRange[]): FoldingRange[] {
  const byLine = new Map<number, FoldingRange>();
  for (const range of ranges) {
    const known = byLine.get(range.startLine);
    if (known === undefined || known.endLine < range.endLine) byLine.set(range.startLine, range);
  }
  return [...byLine.values()].toSorted((a, b) => a.startLine - b.startLine);
}

/** The longest stay: they are the outer ones. */
function withinLimit(ranges: FoldingRange[], limit = Number.POSITIVE_INFINITY): FoldingRange[] {
  if (ranges.length <= limit) return ranges;
  const length = ({ startLine, endLine }: FoldingRange) => endLine - startLine;
  const kept = new Set(ranges.toSorted((a, b) => length(b) - length(a)).slice(0, limit));
  return ranges.filter((range) => kept.has(range));
}
