/** What stands in the file that a node reads: of CSV and JSON lines from its beginning, as text, of Parquet as the host finds out. */
import { type Field, resolvePath } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, type LangiumDocument, type URI } from 'langium';
import type { FlowLanguageServices } from '../services.ts';
import { fieldsOfLines, fieldsOfTable, namedFields } from './fields-of-data.ts';
import { readHead } from './read-head.ts';

/** What stands in the file, field by field; undefined where that is not known. */
export async function fieldsInFile(
  read: ast.ReadNode,
  document: LangiumDocument,
  services: FlowLanguageServices,
): Promise<Field[] | undefined> {
  const connector = read.source?.dataset?.$refText;
  const path = fileOf(read);
  const fieldsOf = connector === undefined ? undefined : readers.get(connector);
  if (path === undefined || fieldsOf === undefined) return undefined;
  const fields = await fieldsOf(resolvePath(document, path), read, services);
  return fields === undefined || fields.length === 0 ? undefined : fields;
}

type FieldsOf = (uri: URI, read: ast.ReadNode, services: FlowLanguageServices) => Promise<Field[] | undefined>;

/** By connector. */
const readers: ReadonlyMap<string, FieldsOf> = new Map([
  ['csv', fieldsOfCsv],
  [
    'jsonl',
    async (uri, _, { shared }) => {
      const head = await readHead(shared.workspace.FileSystemProvider, uri);
      return head === undefined ? undefined : fieldsOfLines(head);
    },
  ],
  ['parquet', async (uri, _, { host }) => namedFields((await host.FileColumns?.(uri)) ?? [])],
]);

async function fieldsOfCsv(
  uri: URI,
  read: ast.ReadNode,
  { shared }: FlowLanguageServices,
): Promise<Field[] | undefined> {
  if (optionOf(read, 'header') === false) return undefined;
  const head = await readHead(shared.workspace.FileSystemProvider, uri);
  return head === undefined ? undefined : fieldsOfTable(head, ...dialectOf(read));
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
