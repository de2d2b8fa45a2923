/** A new field of a schema: the columns of the files that are read with it and that it does not have yet, with their types. */
import { nodesOf, printType, recordOfSchema } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { fieldLines } from '../data-head/field-lines.ts';
import { fieldsInFile, isRead } from '../data-head/fields-in-file.ts';
import type { Proposal, ProposalContext } from './proposal.ts';

/** Files are opened: a schema that very many nodes read is told by a few of them. */
const filesMax = 4;

export async function columnsOfData(context: ProposalContext): Promise<Proposal[]> {
  const { place, file, services, cursor } = context;
  const body = place.node.$container;
  const schema = ast.isRecordBody(body) && ast.isSchema(body.$container) ? body.$container : undefined;
  const known = file.declarations.find((one) => ast.isSchema(one) && one.name === schema?.name);
  if (schema === undefined) return [];
  const reads = readsOf(schema.name, file).slice(0, filesMax);
  const found = await Promise.all(reads.map((read) => fieldsInFile(read, cursor.document, services)));
  const fields = ast.isSchema(known) ? recordOfSchema(known).fields : [];
  const own = new Set(
    AstUtils.streamAllContents(schema)
      .filter(ast.isFieldDeclaration)
      .map(({ name }) => name),
  );
  return found.flatMap((some, index) =>
    (some ?? [])
      .filter((field) => !own.has(field.name) && !isRead(field, fields))
      .flatMap((field) => {
        const [line] = fieldLines([field]);
        const path = reads[index]?.source?.$cstNode?.text;
        if (line === undefined) return [];
        const label = line.slice(0, line.indexOf(':'));
        return [
          {
            label,
            kind: CompletionItemKind.Field,
            detail: printType(field.type),
            doc: path && `In \`${path}\`.`,
            snippet: escaped(line),
          },
        ];
      }),
  );
}

function readsOf(schema: string, { declarations }: ast.FlowFile): ast.ReadNode[] {
  const reads = declarations.filter(ast.isFlow).flatMap((flow) => nodesOf(flow).filter(ast.isReadNode));
  return reads.filter(({ type }) => ast.isSchemaReference(type?.base) && type.base.schema?.$refText === schema);
}

function escaped(text: string): string {
  return text.replace(/[$}\\]/g, '\\$&');
}
