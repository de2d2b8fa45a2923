import { noCommonType, notAnExpression } from '../../diagnostics/types.ts';
import * as ast from '../../generated/ast.ts';
import { isNullable, nullableIf } from '../../types/nullability.ts';
import { printType } from '../../types/print-type.ts';
import { type Scalar, type Type, unknownType } from '../../types/type.ts';
import type { TypedExpression } from '../expression.ts';
import { elementOf, resolveFunction } from '../resolve-signature.ts';
import { adaptLiteral, adaptLiterals } from './adapt-literal.ts';
import { negateIf, operate, specOf } from './type-operator.ts';
import type { TypedLiteral, Typing } from './typing.ts';

/** A list of literals is one literal; any other is computed for each record. */
export function typeList(list: ast.ListLiteral, typing: Typing): TypedExpression | undefined {
  const given: TypedExpression[] = [];
  for (const item of list.items) {
    const typed = ast.isAllItem(item) ? refuseAll(item, typing) : typing.type(item);
    if (typed !== undefined) given.push(typed);
  }
  if (given.length < list.items.length) return undefined;
  return given.length === 0 ? emptyList : typeElements(list, given, typing);
}

const emptyList: TypedLiteral = {
  op: 'literal',
  type: { kind: 'list', element: unknownType, nullable: false },
  value: [],
};

function refuseAll(item: ast.AllItem, { accept }: Typing): undefined {
  accept(notAnExpression({ node: item }, 'A list of all columns'));
}

function typeElements(
  list: ast.ListLiteral,
  given: TypedExpression[],
  { accept }: Typing,
): TypedExpression | undefined {
  const spec = specOf('list');
  const elements = adaptLiterals(spec.signatures[0] as (typeof spec.signatures)[0], given) ?? given;
  const type = resolveFunction(spec, elements)?.result;
  if (type?.kind !== 'list') {
    accept(
      noCommonType(
        { node: list },
        'The elements',
        given.map((element) => printType(element.type)),
      ),
    );
    return undefined;
  }
  const withNulls = {
    ...type,
    element: nullableIf(
      type.element,
      elements.some((element) => isNullable(element.type)),
    ),
  };
  if (elements.every(isScalarLiteral))
    return { op: 'literal', type: withNulls, value: elements.map(({ value }) => value) };
  return { op: 'call', type: withNulls, function: spec.name, arguments: elements };
}

type ScalarLiteral = TypedLiteral & { value: Scalar };

function isScalarLiteral(expression: TypedExpression): expression is ScalarLiteral {
  return expression.op === 'literal' && !Array.isArray(expression.value);
}

export function typeMembership(membership: ast.Membership, typing: Typing): TypedExpression | undefined {
  const value = typing.type(membership.value);
  const list = typing.type(membership.list);
  if (value === undefined || list === undefined) return undefined;
  const places = [membership.value, membership.list];
  const found = operate('in', membership, places, [value, adaptElements(list, value.type)], typing);
  return found && negateIf(membership.negated, found);
}

/** A written list holds values of the type that is looked for, if all of them fit. */
function adaptElements(list: TypedExpression, wanted: Type): TypedExpression {
  const element = elementOf(list.type);
  if (list.op !== 'literal' || !Array.isArray(list.value) || element === undefined) return list;
  const adapted = list.value.map((value) => adaptLiteral({ op: 'literal', type: element, value }, wanted));
  const areAll = adapted.every(
    ({ type }) => type.kind === wanted.kind && type.kind === 'scalar' && sameName(type, wanted),
  );
  const hasNull = list.value.includes(null);
  return areAll && list.value.length > 0
    ? {
        ...list,
        type: { kind: 'list', element: nullableIf({ ...wanted, nullable: false } as Type, hasNull), nullable: false },
      }
    : list;
}

function sameName(a: Type, b: Type): boolean {
  return a.kind === 'scalar' && b.kind === 'scalar' && a.name === b.name;
}
