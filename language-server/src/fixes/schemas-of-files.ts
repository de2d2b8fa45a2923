/** Schemas that are missing, or lack a field, written as the file has it that is read. */
import type { Field } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';
import { fieldLines } from '../data-head/field-lines.ts';
import { fieldsInFile, fileOf, schemaOfRead } from '../data-head/fields-in-file.ts';
import { formattedEdits } from '../refactorings/formatted-edits.ts';
import { fieldEdits, schemaEdits } from '../refactorings/schema-from-file.ts';
import { writtenName } from './editing/names.ts';
import { insert, lineEnd, textAround } from './editing/spans.ts';
import { nodeAround, statementSpan } from './editing/statements.ts';
import { type Fix, type Mend, type Mistake, preferred } from './fix.ts';

export const missingSchemas: Fix = {
  codes: ['FLOW271', 'FLOW110'],
  async mends({ code, node, facts: { kind, name }, document, services }) {
    const read = nodeAround(node);
    const fields = ast.isReadNode(read) ? await fieldsInFile(read, document, services) : undefined;
    if (!ast.isReadNode(read) || fields === undefined) return [];
    if (code === 'FLOW271') {
      const edits = formattedEdits(document.textDocument, schemaEdits(read, fields, document));
      return preferred(`Create a schema from "${fileOf(read)}"`, ...edits);
    }
    return kind === 'schema' && name !== undefined ? declared(name, read, fields) : [];
  },
};

function declared(name: string, read: ast.ReadNode, fields: readonly Field[]): Mend[] {
  const flow = AstUtils.getContainerOfType(read, ast.isFlow);
  if (flow === undefined) return [];
  const text = textAround(read);
  const end = lineEnd(text);
  const lines = fieldLines(fields).map((line) => `  ${line}${end}`);
  const schema = `schema ${writtenName(name)} {${end}${lines.join('')}}${end}${end}`;
  const edit = insert(text, statementSpan(flow).offset, schema);
  return [{ title: `Declare schema "${name}" from "${fileOf(read)}"`, edits: formattedEdits(text, [edit]) }];
}

/** The column is in the file, and the schema that the file is read with does not say so. */
export const missingFields: Fix = {
  codes: ['FLOW201', 'FLOW257', 'FLOW403'],
  async mends({ node, facts: { input, name = input }, document, services }: Mistake) {
    const read = readAbove(nodeAround(node));
    const schema = read && schemaOfRead(read);
    const fields = schema && (await fieldsInFile(read, document, services));
    const field = fields?.find((one) => one.name === name);
    if (read === undefined || schema === undefined || field === undefined) return [];
    const text = textAround(schema);
    const edits = formattedEdits(text, fieldEdits(schema, [field]));
    const isHere = text.uri === document.textDocument.uri;
    const elsewhere = { edits: [{ uri: text.uri, edits }] };
    const title = `Add "${name}" to "${schema.name}", as "${fileOf(read)}" has it`;
    return [{ title, edits: isHere ? edits : [], ...(!isHere && { elsewhere }), isPreferred: true }];
  },
};

/** Through nodes that pass all columns on. */
function readAbove(node: AstNode | undefined): ast.ReadNode | undefined {
  const seen = new Set<AstNode>();
  for (let at = node; at !== undefined && !seen.has(at); ) {
    seen.add(at);
    const source: ast.Stream | undefined = (at as { input?: ast.Input }).input?.node?.ref;
    if (ast.isReadNode(source)) return source;
    at = ast.isFilterNode(source) || ast.isRouteNode(source) ? source : undefined;
  }
  return undefined;
}
