import { type FormatOptions, formatEdits } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import type { Formatter } from 'langium/lsp';
import type { DocumentRangeFormattingParams, TextEdit } from 'vscode-languageserver';
import { textMax } from '../workspace/large-texts.ts';

/** The one layout, whatever the editor would indent with. A text that does not parse stays as it is. */
export class FlowFormatter implements Formatter {
  /** Nothing moves while somebody types. */
  readonly formatOnTypeOptions = undefined;

  formatDocument(document: LangiumDocument): TextEdit[] {
    return format(document, {});
  }

  formatDocumentRange(document: LangiumDocument, { range }: DocumentRangeFormattingParams): TextEdit[] {
    const { textDocument } = document;
    return format(document, {
      range: { from: textDocument.offsetAt(range.start), to: textDocument.offsetAt(range.end) },
    });
  }

  formatDocumentOnType(): TextEdit[] {
    return [];
  }
}

/**
 * Edits between tokens, not a new text: the cursor, breakpoints and folded blocks stay where they are. None of a text that is
 * too large to be read.
 */
function format({ textDocument }: LangiumDocument, options: FormatOptions): TextEdit[] {
  if (textDocument.getText().length > textMax) return [];
  const edits = formatEdits(textDocument.getText(), options) ?? [];
  return edits.map(({ from, to, text }) => ({
    range: { start: textDocument.positionAt(from), end: textDocument.positionAt(to) },
    newText: text,
  }));
}
