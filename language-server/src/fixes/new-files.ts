/** Files that a text names and that are not there yet: data with the header of its schema, flows with what is imported. */
import { importUri, type RecordType, recordTypeOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils, UriUtils } from 'langium';
import { writtenName } from './editing/names.ts';
import { nodeAround } from './editing/statements.ts';
import type { Fix, Mend } from './fix.ts';

export const newDataFile: Fix = {
  codes: ['FLOW502'],
  mends({ node, facts: { path }, document }) {
    const read = nodeAround(node);
    const text = ast.isReadNode(read) ? emptyData(read) : undefined;
    if (path === undefined || text === undefined) return [];
    const uri = UriUtils.resolvePath(UriUtils.dirname(document.uri), path).toString();
    return [created(`Create "${path}"`, uri, text)];
  },
};

/** Only what is text; a Parquet file cannot be empty. */
function emptyData({ source, type }: ast.ReadNode): string | undefined {
  const connector = source?.dataset?.$refText;
  if (connector === 'jsonl') return '';
  const record = connector === 'csv' ? recordTypeOf(type) : undefined;
  const delimiter = source?.arguments.find(({ name }) => name === 'delimiter')?.value;
  return record && header(record, ast.isStringLiteral(delimiter) ? delimiter.value : ',');
}

function header({ fields }: RecordType, delimiter: string): string {
  const names = fields.map(({ name, rules }) => rules?.sourceName ?? name);
  const cells = names.map((name) => (/[\r\n"]/.test(name) || name.includes(delimiter) ? JSON.stringify(name) : name));
  return `${cells.join(delimiter)}\n`;
}

export const newFlowFile: Fix = {
  codes: ['FLOW113'],
  mends({ node }) {
    const declaration = AstUtils.getContainerOfType(node, ast.isImport);
    const uri = declaration && importUri(declaration);
    if (declaration === undefined || !uri?.path.endsWith('.flow')) return [];
    const schemas = declaration.symbols.map(({ declaration: symbol }) => {
      return `schema ${writtenName(symbol?.$refText ?? '')} {\n  id: string\n}\n`;
    });
    return [created(`Create "${declaration.path}"`, uri.toString(), schemas.join('\n'))];
  },
};

function created(title: string, uri: string, text: string): Mend {
  return { title, edits: [], elsewhere: { edits: [], created: [{ uri, text }] } };
}
