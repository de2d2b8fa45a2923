/**
 * Gives an expression of the text its types. Refuses what makes no sense, with one diagnostic per mistake: a part that is
 * wrong or unknown makes the whole unknown, and nothing is reported because of that.
 */
import type { AcceptDiagnostic } from '../diagnostics/diagnostic.ts';
import { nestsTooDeep } from '../diagnostics/names.ts';
import { notAnExpression, untypedNull } from '../diagnostics/types.ts';
import * as ast from '../generated/ast.ts';
import type { TypedExpression } from './expression.ts';
import type { ExpressionScope } from './expression-scope.ts';
import { typeCall } from './typing/type-call.ts';
import { typeConditional } from './typing/type-conditional.ts';
import { typeList, typeMembership } from './typing/type-list.ts';
import { typeLiteral } from './typing/type-literal.ts';
import { typeMember, typeReference } from './typing/type-name.ts';
import { isNull, typeBetween, typeBinary, typeUnary } from './typing/type-operator.ts';
import type { Typing } from './typing/typing.ts';

/** undefined where the type is unknown: a cause has been reported, or the scope does not know either. */
export function typeExpression(
  expression: ast.Expression,
  scope: ExpressionScope,
  accept: AcceptDiagnostic,
): TypedExpression | undefined {
  const typed = typingOf(scope, accept, 0).type(expression);
  if (typed === undefined || !isNull(typed) || typed.type.kind !== 'unknown') return typed;
  accept(untypedNull({ node: expression }));
  return undefined;
}

/** For chains inside of brackets inside of chains: each alone is bounded by the lexer. Far below what the stack holds. */
const maxDepth = 500;

function typingOf(scope: ExpressionScope, accept: AcceptDiagnostic, depth: number): Typing {
  return { scope, accept, type: (part, inner) => part && typeBelow(part, inner ?? scope, accept, depth) };
}

function typeBelow(
  part: ast.Expression,
  scope: ExpressionScope,
  accept: AcceptDiagnostic,
  depth: number,
): TypedExpression | undefined {
  if (depth < maxDepth || ast.isReference(part) || ast.isLiteral(part))
    return typePart(part, typingOf(scope, accept, depth + 1));
  accept(nestsTooDeep({ node: part }));
  return undefined;
}

function typePart(part: ast.Expression, typing: Typing): TypedExpression | undefined {
  switch (part.$type) {
    case ast.Reference.$type:
      return typeReference(part, typing);
    case ast.Member.$type:
      return typeMember(part, typing);
    case ast.Call.$type:
      return typeCall(part, typing);
    case ast.Binary.$type:
      return typeBinary(part, typing);
    case ast.Unary.$type:
      return typeUnary(part, typing);
    case ast.Between.$type:
      return typeBetween(part, typing);
    case ast.Membership.$type:
      return typeMembership(part, typing);
    case ast.Conditional.$type:
      return typeConditional(part, typing);
    case ast.ListLiteral.$type:
      return typeList(part, typing);
    case ast.ObjectLiteral.$type:
      return refuse(part, 'A record', typing);
    case ast.Contract.$type:
      return refuse(part, 'A contract', typing);
    case ast.SizeLiteral.$type:
      return refuse(part, 'A size', typing);
    default:
      return typeLiteral(part, typing);
  }
}

function refuse(node: ast.Expression, what: string, { accept }: Typing): undefined {
  accept(notAnExpression({ node }, what));
}
