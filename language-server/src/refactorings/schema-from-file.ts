/** A schema from the file that a node reads: all of it where the read has none, the columns that it lacks where it has one. */
import { type Field, recordTypeOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import type { Change } from '../code-actions/change.ts';
import { fieldLines } from '../data-head/field-lines.ts';
import { fieldsInFile, fileOf, isRead, schemaOfRead } from '../data-head/fields-in-file.ts';
import { addItem } from '../fixes/editing/lists.ts';
import { writtenName } from '../fixes/editing/names.ts';
import { insert, lineEnd, spanOf, textAround } from '../fixes/editing/spans.ts';
import { nodeAround, statementSpan } from '../fixes/editing/statements.ts';
import { formattedEdits } from './formatted-edits.ts';
import { declaredNames, freshName, pascalCase } from './fresh-names.ts';
import type { Refactoring, Rewriting } from './refactoring.ts';

export const schemaFromFile: Refactoring = async ({ node, document, services }) => {
  const read = node && nodeAround(node);
  if (!ast.isReadNode(read) || (read.type !== undefined && schemaOfRead(read) === undefined)) return [];
  const fields = await fieldsInFile(read, document, services);
  if (fields === undefined) return [];
  return read.type === undefined ? [newSchema(read, fields, document)] : lackingFields(read, fields, document);
};

function newSchema(read: ast.ReadNode, fields: readonly Field[], document: LangiumDocument): Rewriting {
  return {
    title: `Create a schema from "${fileOf(read)}"`,
    kind: CodeActionKind.RefactorRewrite,
    edits: () => schemaEdits(read, fields, document),
  };
}

/** The schema above the flow, and its name at the read. */
export function schemaEdits(read: ast.ReadNode, fields: readonly Field[], document: LangiumDocument): TextEdit[] {
  const file = document.parseResult.value as ast.FlowFile;
  const flow = file.declarations.filter(ast.isFlow).find((one) => holds(one, read));
  if (flow === undefined) return [];
  const text = document.textDocument;
  const name = freshName(pascalCase(read.name), declaredNames(file));
  const lines = fieldLines(fields).map((line) => `  ${line}${lineEnd(text)}`);
  const schema = `schema ${writtenName(name)} {${lineEnd(text)}${lines.join('')}}${lineEnd(text)}${lineEnd(text)}`;
  return [
    insert(text, statementSpan(flow).offset, schema),
    insert(text, spanOf({ node: read, property: 'name' }).end, `: ${writtenName(name)}`),
  ];
}

function holds(flow: ast.Flow, read: ast.ReadNode): boolean {
  const [outer, inner] = [spanOf({ node: flow }), spanOf({ node: read })];
  return outer.offset <= inner.offset && inner.end <= outer.end;
}

function lackingFields(read: ast.ReadNode, fields: readonly Field[], document: LangiumDocument): Rewriting[] {
  const schema = schemaOfRead(read);
  const known = recordTypeOf(read.type);
  const lacking = fields.filter((field) => known !== undefined && !isRead(field, known.fields));
  if (schema === undefined || known === undefined || known.unclear !== undefined || lacking.length === 0) return [];
  const edits = fieldEdits(schema, lacking);
  const isHere = textAround(schema).uri === document.textDocument.uri;
  const count = lacking.length === 1 ? 'column' : `${lacking.length} columns`;
  return [
    {
      title: `Add the ${count} of "${fileOf(read)}" that "${schema.name}" lacks`,
      kind: CodeActionKind.RefactorRewrite,
      edits: () => (isHere ? edits : []),
      elsewhere: (): Change['edits'] => (isHere ? [] : [elsewhere(schema, edits)]),
    },
  ];
}

export function fieldEdits(schema: ast.Schema, fields: readonly Field[]): TextEdit[] {
  const edit = addItem({ owner: schema.body, open: '{', items: schema.body.fields }, fieldLines(fields).join(', '));
  return edit === undefined ? [] : [edit];
}

function elsewhere(schema: ast.Schema, edits: readonly TextEdit[]): Change['edits'][number] {
  const text = textAround(schema);
  return { uri: text.uri, edits: formattedEdits(text, edits) };
}
