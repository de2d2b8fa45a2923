import type { AcceptDiagnostic } from '../../diagnostics/diagnostic.ts';
import type * as ast from '../../generated/ast.ts';
import type { TypedExpression } from '../expression.ts';
import type { ExpressionScope } from '../expression-scope.ts';

/**
 * What the typing of one part of an expression may ask for. `type` gives undefined for a part that is wrong, unknown or,
 * while a statement is being typed in the editor, missing; the cause has been reported then, once, and the whole is unknown.
 */
export interface Typing {
  scope: ExpressionScope;
  accept: AcceptDiagnostic;
  type(part: ast.Expression | undefined, scope?: ExpressionScope): TypedExpression | undefined;
}

export type TypedLiteral = Extract<TypedExpression, { op: 'literal' }>;
