/**
 * A field that is read from a file with named columns goes on being read by the name it has there: `@name` says it. A field that
 * gets the name it has in the file needs none.
 */
import { ownersOf, type ProjectTexts, rangeOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import type { Edits } from './edit.ts';

export function keepSourceName(field: ast.FieldDeclaration, name: string, project: ProjectTexts, edits: Edits): void {
  const annotation = field.annotations.find((one) => one.name === 'name');
  if (annotation !== undefined) {
    if (nameInFile(annotation) === name) remove(annotation, edits);
    return;
  }
  const isNamedInFile = ownersOf(field, project).some(({ owner }) => ast.isReadNode(owner) && hasNames(owner));
  if (!isNamedInFile || name === field.name) return;
  const { end } = rangeOf({ node: field });
  edits.replace(field, { start: end, end }, ` @name(${JSON.stringify(field.name)})`);
}

function nameInFile({ arguments: [only] }: ast.Annotation): string | undefined {
  return ast.isStringLiteral(only?.value) ? only.value.value : undefined;
}

function remove(annotation: ast.Annotation, edits: Edits): void {
  const { textDocument } = AstUtils.getDocument(annotation);
  const { offset = 0, end = 0 } = annotation.$cstNode ?? {};
  const before = textDocument.getText().slice(0, offset);
  const start = offset - (/[ \t]*$/.exec(before)?.[0].length ?? 0);
  const range = { start: textDocument.positionAt(start), end: textDocument.positionAt(end) };
  edits.replace(annotation, range, '');
}

/** A dataset's columns are named by its schema, those of a file without a header by their order. */
function hasNames({ source }: ast.ReadNode): boolean {
  if (source === undefined || source.dataset?.ref !== undefined) return false;
  const header = source.arguments.find(({ name }) => name === 'header')?.value;
  return !(ast.isBooleanLiteral(header) && header.text === 'false');
}
