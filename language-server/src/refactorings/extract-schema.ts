/** A record type that is written where it is used becomes a schema with a name. */
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { CodeActionKind, type TextEdit } from 'vscode-languageserver';
import { writtenName } from '../fixes/editing/names.ts';
import { insert, lineEnd, replacePlace, textAround, textOf } from '../fixes/editing/spans.ts';
import { statementSpan } from '../fixes/editing/statements.ts';
import { declaredNames, freshName, pascalCase } from './fresh-names.ts';
import type { Refactoring } from './refactoring.ts';

export const extractSchema: Refactoring = ({ node, document }) => {
  const type = AstUtils.getContainerOfType(node, isInlineRecord);
  const declaration = AstUtils.getContainerOfType(type, ast.isDeclaration);
  if (type === undefined || declaration === undefined || type.base.fields.length === 0) return [];
  const file = document.parseResult.value as ast.FlowFile;
  return [
    {
      title: 'Extract to a schema',
      kind: CodeActionKind.RefactorExtract,
      edits: () => editsFor(type, declaration, freshName(nameFor(type), declaredNames(file))),
    },
  ];
};

type InlineRecord = ast.TypeExpression & { base: ast.RecordBody };

function isInlineRecord(node: unknown): node is InlineRecord {
  return ast.isTypeExpression(node) && ast.isRecordBody(node.base);
}

function editsFor({ base }: InlineRecord, declaration: ast.Declaration, name: string): TextEdit[] {
  const text = textAround(declaration);
  const schema = `schema ${writtenName(name)} ${textOf({ node: base })}${lineEnd(text)}${lineEnd(text)}`;
  return [insert(text, statementSpan(declaration).offset, schema), replacePlace({ node: base }, writtenName(name))];
}

/** Of the field, the node or the dataset that it is the type of. */
function nameFor(type: ast.TypeExpression): string {
  const owner = type.$container as { name?: unknown };
  return pascalCase(typeof owner.name === 'string' ? owner.name : 'record');
}
