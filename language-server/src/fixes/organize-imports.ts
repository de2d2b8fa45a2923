/**
 * Imports sorted by path, with their names sorted, those of one file as one, and without what nobody uses. Where comments stand
 * between them, or the text of one is damaged, they stay where they are.
 */
import { checkDocument } from '@millrace/grammar';
import type * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import { CodeActionKind } from 'vscode-languageserver';
import type { ActionSource } from '../code-actions/action-source.ts';
import type { Change } from '../code-actions/change.ts';
import { wholeLine } from './editing/lists.ts';
import { lineEnd, replace, type Span, spanOf, textOf } from './editing/spans.ts';

export const organizeImports: ActionSource = {
  kinds: [CodeActionKind.SourceOrganizeImports],
  isOnRequest: true,
  drafts({ document }) {
    const change = organized(document);
    if (change === undefined) return [];
    return [{ title: 'Organize imports', kind: CodeActionKind.SourceOrganizeImports, change: () => change }];
  },
};

function organized(document: LangiumDocument): Change | undefined {
  const { imports } = document.parseResult.value as ast.FlowFile;
  const span = spanOfAll(imports);
  if (span === undefined) return undefined;
  const { textDocument } = document;
  const text = textDocument.getText();
  const old = text.slice(span.offset, span.end);
  const isPlain = !/\/[/*]/.test(withoutTexts(old)) && document.parseResult.parserErrors.length === 0;
  const fresh = isPlain ? written(imports, unusedSymbols(document)).join(lineEnd(textDocument)) : old;
  if (fresh === old) return undefined;
  const gone = fresh === '' ? (wholeLine(text, span) ?? span) : span;
  return { edits: [{ uri: textDocument.uri, edits: [replace(textDocument, gone, fresh)] }] };
}

function spanOfAll(imports: readonly ast.Import[]): Span | undefined {
  const [first, last] = [imports[0], imports.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const file = first.$container;
  // A declaration between them would go with them.
  const isTogether = file.declarations.every((one) => spanOf({ node: one }).offset >= spanOf({ node: last }).end);
  return isTogether ? { offset: spanOf({ node: first }).offset, end: spanOf({ node: last }).end } : undefined;
}

function withoutTexts(text: string): string {
  return text.replace(/"[^"\n]*"/g, '""');
}

function unusedSymbols(document: LangiumDocument): Set<unknown> {
  const unused = checkDocument(document).filter(({ code }) => code === 'FLOW115');
  return new Set(unused.map(({ place }) => place.node));
}

function written(imports: readonly ast.Import[], unused: ReadonlySet<unknown>): string[] {
  const names = new Map<string, Set<string>>();
  for (const { path, symbols } of imports) {
    const own = names.get(path) ?? new Set();
    for (const symbol of symbols) if (!unused.has(symbol)) own.add(textOf({ node: symbol }));
    names.set(path, own);
  }
  const kept = [...names].filter(([, own]) => own.size > 0);
  return kept
    .toSorted(([a], [b]) => compare(a, b))
    .map(([path, own]) => `import { ${[...own].toSorted(compare).join(', ')} } from ${JSON.stringify(path)}`);
}

/** The same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
