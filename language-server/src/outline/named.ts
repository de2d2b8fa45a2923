import type * as ast from '@millrace/grammar/syntax';

/** What outlines show. */
export type Named =
  | ast.Declaration
  | ast.Statement
  | ast.FieldDeclaration
  | ast.Parameter
  | ast.FieldItem
  | ast.Port
  | ast.Property;
