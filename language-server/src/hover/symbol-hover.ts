/** What a word names, where only the symbols of the project know it: columns and tables of queries, fields in tests, parameters. */
import { analyzeFlow, errorRecord, fieldIn, type NamedSymbol, printType, streamRecord } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, type LangiumDocument } from 'langium';
import type { WordInTree } from '../cursor/leaf-at.ts';
import { wordInTree } from '../cursor/leaf-at.ts';
import { fenced } from '../markdown/fenced.ts';
import { recordDoc } from '../markdown/node-doc.ts';
import type { FlowLanguageServices } from '../services.ts';
import { symbolAtOffset } from '../symbols/symbol-at.ts';
import type { HoverAt } from './comment-hover.ts';
import { declarationHover } from './declaration-hover.ts';
import { declaredFieldHover } from './field-hover.ts';
import { nodeHoverOf } from './node-hover.ts';
import { originsOfOutput } from './origins-line.ts';
import { queryFunctionHover } from './query-hover.ts';

export function symbolHover(
  document: LangiumDocument,
  offset: number,
  services: FlowLanguageServices,
): HoverAt | undefined {
  const found = symbolAtOffset(document, offset);
  const word = wordInTree(document, offset);
  if (word === undefined) return undefined;
  if (found === undefined) return queryFunctionHover(document, word, offset);
  const value = symbolDoc(found.symbol, word, services);
  return value === undefined ? undefined : { value, range: found.range };
}

function symbolDoc(symbol: NamedSymbol, word: WordInTree, services: FlowLanguageServices): string | undefined {
  switch (symbol.is) {
    case 'column':
      return columnDoc(symbol.column, word, services);
    case 'parameter':
      return declarationHover({ ...word, node: symbol.parameter }, services);
    case 'tensor':
      return fenced(`${symbol.tensor.field.name}: ${symbol.tensor.field.type?.$cstNode?.text ?? ''}`);
    case 'stream':
      return ast.isParameter(symbol.stream)
        ? declarationHover({ ...word, node: symbol.stream }, services)
        : nodeHoverOf(symbol.stream);
    case 'port':
      return portDoc(symbol.port);
  }
}

type ColumnSymbol = Extract<NamedSymbol, { is: 'column' }>['column'];

function columnDoc(column: ColumnSymbol, word: WordInTree, services: FlowLanguageServices): string | undefined {
  if (column.is === 'declared') return declaredFieldHover({ ...word, node: column.field });
  const { flow, stream, port, path } = column;
  const record = port.endsWith('errors') ? errorRecord : streamRecord(flow, stream, port);
  const field = fieldIn(record, path);
  if (field === undefined) return undefined;
  const line = fenced(`${path.join('.')}: ${printType(field.type)}`);
  const origins = flow.nodes.has(stream) ? originsOfOutput(flow, stream, path, services, { port }) : undefined;
  return [line, field.doc, `of \`${stream}${port === 'out' ? '' : `.${port}`}\``, origins].filter(Boolean).join('\n\n');
}

/** The records that a route sends there, and which. */
export function portDoc(port: ast.Port): string | undefined {
  const statement = port.$container;
  const flow = AstUtils.getContainerOfType(port, ast.isFlow);
  const head = `port \`${port.name}\` of \`${statement.name}\``;
  const condition = port.isOtherwise ? 'what no port above takes' : port.condition?.$cstNode?.text;
  const record = flow && streamRecord(analyzeFlow(flow), statement.name, port.name);
  return [head, condition && (port.isOtherwise ? condition : fenced(condition)), record && recordDoc(record)]
    .filter(Boolean)
    .join('\n\n');
}
