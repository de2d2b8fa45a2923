import { type FormatEdit, type FormatOptions, formatEdits } from '@millrace/grammar';
import { interruptAndCheck, type LangiumDocument, type Lexer } from 'langium';
import type { Formatter } from 'langium/lsp';
import {
  CancellationToken,
  type DocumentFormattingParams,
  type DocumentOnTypeFormattingParams,
  type DocumentRangeFormattingParams,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import { soundRoot } from '../cursor/statement-in-tree.ts';
import { indentOfLine } from '../on-type/indent-of-line.ts';
import type { FlowLanguageServices } from '../services.ts';
import { parsedText, textMax } from '../workspace/large-texts.ts';

/** The one layout, whatever the editor would indent with. A text that does not parse stays as it is. */
export class FlowFormatter implements Formatter {
  readonly formatOnTypeOptions = { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] };
  private readonly lexer: Lexer;

  constructor(services: FlowLanguageServices) {
    this.lexer = services.parser.Lexer;
  }

  /** Whoever has cancelled while the text was read is heard before it is laid out. */
  async formatDocument(
    document: LangiumDocument,
    _params: DocumentFormattingParams,
    token: CancellationToken = CancellationToken.None,
  ): Promise<TextEdit[]> {
    await interruptAndCheck(token);
    return format(document, {});
  }

  formatDocumentRange(document: LangiumDocument, { range }: DocumentRangeFormattingParams): TextEdit[] {
    return format(document, { range: offsetsOf(document, range) });
  }

  /** Several ranges at once, as a client formats what has changed. */
  formatDocumentRanges(document: LangiumDocument, ranges: readonly Range[]): TextEdit[] {
    const edits = ranges.flatMap((range) => editsOf(document, { range: offsetsOf(document, range) }));
    return inLsp(document, [...new Map(edits.map((edit) => [edit.from, edit])).values()]);
  }

  /**
   * A line gets its indentation; behind a `}` that closes a statement, the statement its layout. What stands behind the cursor stays, and
   * so does everything in texts and comments.
   */
  formatDocumentOnType(document: LangiumDocument, { position, ch }: DocumentOnTypeFormattingParams): TextEdit[] {
    const { textDocument } = document;
    const offset = textDocument.offsetAt(position);
    const whole = ch === '}' ? closedBefore(document, offset) : undefined;
    return inLsp(document, whole ?? this.indented(parsedText(textDocument.getText()), offset, ch));
  }

  private indented(text: string, offset: number, typed: string): FormatEdit[] {
    const line = indentOfLine(text, offset, this.lexer.tokenize(text));
    // A `}` behind other words closes a block on one line.
    if (line === undefined || (typed === '}' && line.to !== offset - 1)) return [];
    const indent = ' '.repeat(line.spaces);
    return text.slice(line.from, line.to) === indent ? [] : [{ from: line.from, to: line.to, text: indent }];
  }
}

/** The layout of what the bracket before the offset closes; undefined where the text does not parse, or it closes nothing. */
function closedBefore(document: LangiumDocument, offset: number): FormatEdit[] | undefined {
  const text = document.textDocument.getText();
  if (text[offset - 1] !== '}' || text.length > textMax) return undefined;
  const edits = knownEdits(document, { range: { from: offset - 1, to: offset - 1 } });
  return edits?.filter(({ to }) => to < offset);
}

function format(document: LangiumDocument, options: FormatOptions): TextEdit[] {
  return inLsp(document, editsOf(document, options));
}

/**
 * Edits between tokens, not a new text: the cursor, breakpoints and folded blocks stay where they are. None of a text that is
 * too large to be read.
 */
function editsOf(document: LangiumDocument, options: FormatOptions): FormatEdit[] {
  return document.textDocument.getText().length > textMax ? [] : (knownEdits(document, options) ?? []);
}

/** What the editor's tree shows need not be read again; undefined where the text does not parse. */
function knownEdits(document: LangiumDocument, options: FormatOptions): FormatEdit[] | undefined {
  const root = soundRoot(document);
  return root && formatEdits(document.textDocument.getText(), { ...options, root });
}

function offsetsOf({ textDocument }: LangiumDocument, { start, end }: Range): FormatOptions['range'] {
  return { from: textDocument.offsetAt(start), to: textDocument.offsetAt(end) };
}

function inLsp({ textDocument }: LangiumDocument, edits: readonly FormatEdit[]): TextEdit[] {
  return edits.map(({ from, to, text }) => ({
    range: { start: textDocument.positionAt(from), end: textDocument.positionAt(to) },
    newText: text,
  }));
}
