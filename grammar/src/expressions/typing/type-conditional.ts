import { noCommonType, notACondition, untypedNull } from '../../diagnostics/types.ts';
import type * as ast from '../../generated/ast.ts';
import { leastUpperBound } from '../../types/least-upper-bound.ts';
import { printType } from '../../types/print-type.ts';
import type { TypedExpression } from '../expression.ts';
import { narrow, narrowUnless } from '../narrow.ts';
import { adaptLiteral } from './adapt-literal.ts';
import { describe } from './describe.ts';
import type { Typing } from './typing.ts';

/** Each branch sees what the condition found out: in `if x != null then x else 0` the first x is not null. */
export function typeConditional(conditional: ast.Conditional, typing: Typing): TypedExpression | undefined {
  const { scope } = typing;
  const condition = typing.type(conditional.condition);
  const [ifTrue, ifFalse] = [narrow, narrowUnless].map((narrowed) => ({
    ...scope,
    record: scope.record && condition ? narrowed(scope.record, condition) : scope.record,
  }));
  const whenTrue = typing.type(conditional.then, ifTrue);
  const whenFalse = typing.type(conditional.else, ifFalse);
  if (condition !== undefined && !isBool(condition)) {
    typing.accept(notACondition({ node: conditional.condition }, 'if', describe(condition), printType(condition.type)));
    return undefined;
  }
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return undefined;
  return unify(conditional, condition, whenTrue, whenFalse, typing);
}

function isBool({ type }: TypedExpression): boolean {
  return type.kind === 'scalar' && type.name === 'bool';
}

function unify(
  node: ast.Conditional,
  condition: TypedExpression,
  first: TypedExpression,
  second: TypedExpression,
  { accept }: Typing,
): TypedExpression | undefined {
  const [whenTrue, whenFalse] = [adaptLiteral(first, second.type), adaptLiteral(second, first.type)];
  const type = leastUpperBound(whenTrue.type, whenFalse.type);
  if (type?.kind === 'unknown') accept(untypedNull({ node, property: 'then' }));
  else if (type !== undefined) return { op: 'if', type, condition, whenTrue, whenFalse };
  else
    accept(
      noCommonType(
        { node },
        'The branches',
        [first, second].map((branch) => printType(branch.type)),
      ),
    );
  return undefined;
}
