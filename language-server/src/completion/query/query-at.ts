/**
 * The query that the cursor is in, also one that is not closed yet: the statement before its quotes is cut out and parsed for the
 * inputs, whose records are those of the document's analysis.
 */
import { analyzeFlow, type RecordType, tableNameOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, CstUtils, type LangiumDocument } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { statementAt, type Word } from '../../cursor/statement-at.ts';
import { soundRoot } from '../../cursor/statement-in-tree.ts';
import { linesAround } from '../../cursor/statement-in-words.ts';
import { recordOfInput } from '../input-record.ts';

export interface QueryTable {
  name: string;
  /** undefined where it is not known. */
  record: RecordType | undefined;
}

export interface QueryAt {
  tables: QueryTable[];
  before: string;
  after: string;
}

/** undefined outside of texts of several lines; without tables in one that is no query. */
export function queryAt(
  services: LangiumServices,
  document: LangiumDocument<ast.FlowFile>,
  offset: number,
): QueryAt | undefined {
  const source = document.textDocument.getText();
  const last = source.lastIndexOf(quotes, offset - quotes.length);
  if (last < 0 || last < linesBefore(document, offset) || isInOtherWord(document, offset)) return undefined;
  const { tokens } = services.parser.Lexer.tokenize(source.slice(0, offset));
  const index = tokens.findIndex(({ image }) => isOpenBlock(image));
  const start = tokens[index]?.startOffset;
  if (start === undefined || start + quotes.length > offset) return undefined;
  const tables = tablesOf(services, document, tokens.slice(0, index), start);
  const end = source.indexOf(quotes, offset);
  const after = end < 0 || isClosedBy(source.slice(offset, end)) ? '' : source.slice(offset, end);
  return { tables, before: source.slice(start + quotes.length, offset), after };
}

const quotes = '"""';

/** Where those begin in which a text could be open; those above them are closed. */
function linesBefore(document: LangiumDocument<ast.FlowFile>, offset: number): number {
  return linesAround(document, { start: offset, end: offset })?.start ?? 0;
}

function isOpenBlock(image: string): boolean {
  return image.startsWith(quotes) && !(image.length >= 2 * quotes.length && image.endsWith(quotes));
}

/** As the tree has it; of a text with mistakes nothing is certain. */
function isInOtherWord(document: LangiumDocument, offset: number): boolean {
  const root = soundRoot(document);
  return root !== undefined && !CstUtils.findLeafNodeAtOffset(root, offset)?.text.startsWith(quotes);
}

/** Quotes behind the next statement open a text of their own. */
function isClosedBy(between: string): boolean {
  return /^\s*(?:sql|read|write)\s+\w+\s*[(:]/m.test(between);
}

function tablesOf(
  services: LangiumServices,
  document: LangiumDocument<ast.FlowFile>,
  tokens: Word[],
  end: number,
): QueryTable[] {
  const statement = statementAt(tokens);
  if (statement.start === undefined || !statement.isNode) return [];
  const head = document.textDocument.getText().slice(statement.start, end);
  const { value } = services.parser.LangiumParser.parse(`flow f {\n${head}${quotes} ${quotes}\n}`);
  const node = AstUtils.streamAllContents(value).find((one) => ast.isSqlNode(one));
  const { declarations } = document.parseResult.value;
  const flow = declarations.filter((one) => ast.isFlow(one)).find(({ name }) => name === statement.flow);
  return (node?.inputs ?? []).flatMap((input) => {
    const name = tableNameOf(input);
    return name === undefined ? [] : [{ name, record: flow && recordOfInput(analyzeFlow(flow), input) }];
  });
}
