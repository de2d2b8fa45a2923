/**
 * A model for a file, with what it takes and gives as its documentation, and in a flow a node that infers with it over what the node
 * above gives, its inputs mapped as far as columns fit. A file that is a model of the text already is used as that one.
 */
import {
  analyzeFlow,
  givesRecords,
  type ModelSignature,
  modelFile,
  type Ports,
  type RecordType,
  streamsOf,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { GrammarUtils, type LangiumDocument, type URI, UriUtils } from 'langium';
import type { TextEdit } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { insert, lineEnd, spanOf, textAround } from '../fixes/editing/spans.ts';
import { freeName, statementSpan } from '../fixes/editing/statements.ts';
import { printOutput, printTensor } from '../markdown/signature-table.ts';
import { formattedEdits } from '../refactorings/formatted-edits.ts';
import { declaredNames, freshName, pascalCase } from '../refactorings/fresh-names.ts';
import { allColumns, byName } from '../refactorings/map-inputs.ts';

/** undefined where the file is no model that can be read. */
export function modelEdits(document: LangiumDocument, offset: number, file: URI, ports: Ports): TextEdit[] | undefined {
  const result = ports.model?.(file.toString());
  if (result === undefined || result === 'missing' || !result.ok || document.uri.scheme !== file.scheme)
    return undefined;
  const parsed = document.parseResult.value as ast.FlowFile;
  const known = parsed.declarations.filter(ast.isModel).find((model) => modelFile(model)?.uri === file.toString());
  const name = known?.name ?? freshName(pascalCase(baseName(file)), declaredNames(parsed));
  const flow = parsed.declarations.filter(ast.isFlow).find((one) => isInside(one, offset));
  const model = known === undefined ? [declaration(document, offset, name, file, result.signature, flow)] : [];
  const node = flow === undefined ? [] : inferNode(flow, offset, name, result.signature);
  const edits = [...model, ...node];
  return edits.length === 0 ? undefined : formattedEdits(document.textDocument, edits);
}

function baseName(file: URI): string {
  return UriUtils.basename(file).replace(/\.[^.]*$/, '');
}

/** Between its braces. */
function isInside(flow: ast.Flow, offset: number): boolean {
  const open = GrammarUtils.findNodeForKeyword(flow.$cstNode, '{');
  const { end } = spanOf({ node: flow });
  return open !== undefined && open.end <= offset && offset < end;
}

function declaration(
  document: LangiumDocument,
  offset: number,
  name: string,
  file: URI,
  signature: ModelSignature,
  flow: ast.Flow | undefined,
): TextEdit {
  const text = document.textDocument;
  const end = lineEnd(text);
  const path = UriUtils.relative(UriUtils.dirname(document.uri), file);
  const model = `/** ${contractDoc(signature)} */${end}model ${writtenName(name)} { file: ${JSON.stringify(path)} }${end}`;
  const { declarations } = document.parseResult.value as ast.FlowFile;
  const around = flow ?? declarations.find((one) => spanOf({ node: one }).end > offset);
  const start = around === undefined ? text.getText().length : statementSpan(around).offset;
  const isEnd = around === undefined && text.getText().trim() !== '';
  return insert(text, start, isEnd ? `${end}${end}${model}` : around === undefined ? model : `${model}${end}`);
}

/** Names come from a file of strangers: none may end the comment. */
function contractDoc({ inputs, outputs }: ModelSignature): string {
  const taken = inputs.map((tensor) => `${tensor.name} ${printTensor(tensor)}`).join(', ');
  const given = outputs.map((output) => `${output.name} ${printOutput(output)}`).join(', ');
  return `Takes ${taken || 'nothing'}; gives ${given || 'nothing'}.`.replaceAll('*/', '* /').replace(/\s+/g, ' ');
}

/** Behind the statement above the place. */
function inferNode(flow: ast.Flow, offset: number, model: string, signature: ModelSignature): TextEdit[] {
  const above = flow.statements.filter((one) => spanOf({ node: one }).offset < offset);
  const sources = streamsOf(flow).filter((one) => givesRecords(one) && spanOf({ node: one }).offset < offset);
  const source = sources.at(-1);
  if (source === undefined) return [];
  const text = textAround(flow);
  const last = above.at(-1);
  const start = last === undefined ? behindBrace(flow) : behindLine(text.getText(), spanOf({ node: last }).end);
  const mapping = mappingFor(flow, source, signature);
  const block = mapping === undefined ? '' : ` { inputs: ${mapping} }`;
  const name = writtenName(freeName(flow, 'scored'));
  return [
    insert(
      text,
      start,
      `${lineEnd(text)}  infer ${name}(${writtenName(source.name)}) with ${writtenName(model)}${block}`,
    ),
  ];
}

function behindBrace(flow: ast.Flow): number {
  return GrammarUtils.findNodeForKeyword(flow.$cstNode, '{')?.end ?? spanOf({ node: flow }).end;
}

/** With a comment on the line. */
function behindLine(text: string, end: number): number {
  return end + (/^[ \t]*\/\/[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0);
}

/** Not by order: that would only be a guess. */
function mappingFor(flow: ast.Flow, source: ast.Stream, { inputs }: ModelSignature): string | undefined {
  const { nodes, streams } = analyzeFlow(flow);
  const record: RecordType | undefined = ast.isParameter(source)
    ? streams.get(source.name)
    : nodes.get(source.name)?.output;
  return record && (byName(inputs, record.fields) ?? allColumns(inputs, record.fields));
}
