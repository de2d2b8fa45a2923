/**
 * What stands in the file that a node reads, from its beginning. CSV and JSON lines are read as text; Parquet is left out, since
 * nothing in the server reads it.
 */
import { type Field, resolvePath } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, type LangiumDocument } from 'langium';
import type { FlowLanguageServices } from '../services.ts';
import { fieldsOfLines, fieldsOfTable } from './fields-of-data.ts';
import { readHead } from './read-head.ts';

/** What stands in the file, field by field; undefined where that is not known. */
export async function fieldsInFile(
  read: ast.ReadNode,
  document: LangiumDocument,
  { shared }: FlowLanguageServices,
): Promise<Field[] | undefined> {
  const connector = read.source?.dataset?.$refText;
  const path = fileOf(read);
  if (path === undefined || (connector !== 'csv' && connector !== 'jsonl')) return undefined;
  if (connector === 'csv' && optionOf(read, 'header') === false) return undefined;
  const head = await readHead(shared.workspace.FileSystemProvider, resolvePath(document, path));
  if (head === undefined) return undefined;
  const fields = connector === 'jsonl' ? fieldsOfLines(head) : fieldsOfTable(head, ...dialectOf(read));
  return fields.length === 0 ? undefined : fields;
}

function dialectOf(read: ast.ReadNode): [string, string] {
  const [delimiter, quote] = ['delimiter', 'quote'].map((name) => optionOf(read, name));
  return [typeof delimiter === 'string' ? delimiter : ',', typeof quote === 'string' ? quote : '"'];
}

/** As it is written. */
export function fileOf({ source }: ast.ReadNode): string | undefined {
  const value = source?.arguments.find(({ name }) => name === undefined || name === 'path')?.value;
  return ast.isStringLiteral(value) && value.value !== '' ? value.value : undefined;
}

function optionOf({ source }: ast.ReadNode, option: string): string | boolean | undefined {
  const value = source?.arguments.find(({ name }) => name === option)?.value;
  if (ast.isBooleanLiteral(value)) return value.text === 'true';
  return ast.isStringLiteral(value) ? value.value : undefined;
}

/** Whether the schema reads that column, by its own name or by `@name`. */
export function isRead({ name, rules }: Field, known: readonly Field[]): boolean {
  const source = rules?.sourceName ?? name;
  return known.some((field) => (field.rules?.sourceName ?? field.name) === source || field.name === name);
}

/** The schema that a read names, where its fields stand in a file. */
export function schemaOfRead({ type }: ast.ReadNode): ast.Schema | undefined {
  const schema = ast.isSchemaReference(type?.base) ? type.base.schema?.ref : undefined;
  return schema !== undefined && AstUtils.getDocument(schema) !== undefined ? schema : undefined;
}
