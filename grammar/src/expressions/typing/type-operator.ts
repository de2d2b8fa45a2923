import type { FunctionSpec } from '../../catalog/functions/function-spec.ts';
import { functionNamed } from '../../catalog/functions/index.ts';
import { neverNull, noCommonType, notACondition, untypedNull, wrongOperands } from '../../diagnostics/types.ts';
import * as ast from '../../generated/ast.ts';
import { isNullable } from '../../types/nullability.ts';
import { printType } from '../../types/print-type.ts';
import type { TypedExpression } from '../expression.ts';
import { narrow, narrowUnless } from '../narrow.ts';
import { applyFunction } from './apply-function.ts';
import { describe } from './describe.ts';
import { adviceFor, sayOperation } from './say-operation.ts';
import { typeNumber } from './type-literal.ts';
import type { Typing } from './typing.ts';

const binaryFunctions: Record<Exclude<ast.Binary['operator'], 'and' | 'or' | '??'>, string> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
  '**': 'power',
  '==': 'equal',
  '!=': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanOrEqual',
  '>': 'greaterThan',
  '>=': 'greaterThanOrEqual',
};

export function typeBinary(binary: ast.Binary, typing: Typing): TypedExpression | undefined {
  const { operator } = binary;
  if (operator === 'and' || operator === 'or') return typeLogic(binary, operator, typing);
  const operands = typeAll([binary.left, binary.right], typing);
  if (operands === undefined) return undefined;
  if (operator === '??') return typeDefault(binary, operands, typing);
  if ((operator === '==' || operator === '!=') && operands.some(isNull)) return typeNullTest(binary, operands, typing);
  return operate(binaryFunctions[operator], binary, [binary.left, binary.right], operands, typing);
}

export function typeUnary(unary: ast.Unary, typing: Typing): TypedExpression | undefined {
  const { operand, operator } = unary;
  if (operator === '-' && ast.isNumberLiteral(operand)) return typeNumber(unary, `-${operand.text}`, typing);
  const typed = typing.type(operand);
  if (typed === undefined) return undefined;
  if (operator === '-') return operate('negate', unary, [operand], [typed], typing);
  return isCondition(typed, operand, 'not', typing) ? operate('not', unary, [operand], [typed], typing) : undefined;
}

export function typeBetween(between: ast.Between, typing: Typing): TypedExpression | undefined {
  const places = [between.value, between.low, between.high];
  const operands = typeAll(places, typing);
  const typed = operands && operate('between', between, places, operands, typing);
  return typed && negateIf(between.negated, typed);
}

export function negateIf(isNegated: boolean, condition: TypedExpression): TypedExpression {
  return isNegated ? { op: 'call', type: condition.type, function: 'not', arguments: [condition] } : condition;
}

/** Types all, so that every one's own mistake is told, and gives them where none has one. */
export function typeAll(parts: readonly (ast.Expression | undefined)[], typing: Typing): TypedExpression[] | undefined {
  const typed = parts.map((part) => typing.type(part));
  return typed.every((part) => part !== undefined) ? typed : undefined;
}

/** Applies an operator; what does not go together is said in its own words. */
export function operate(
  name: string,
  node: ast.Expression,
  places: readonly ast.Expression[],
  given: readonly TypedExpression[],
  typing: Typing,
): TypedExpression | undefined {
  const application = { spec: specOf(name), given, place: { node }, places: places.map((place) => ({ node: place })) };
  return applyFunction(application, typing, () => {
    const types = given.map(({ type }) => printType(type));
    typing.accept(wrongOperands({ node }, sayOperation(name, given), adviceFor(name, given), types));
  });
}

export function specOf(name: string): FunctionSpec {
  const spec = functionNamed(name);
  if (spec === undefined) throw new Error(`The catalogue has no function "${name}"`);
  return spec;
}

/** What the left side found out holds where the right side counts: `x != null and x.a > 1`. */
function typeLogic(binary: ast.Binary, operator: 'and' | 'or', typing: Typing): TypedExpression | undefined {
  const { scope } = typing;
  const left = typing.type(binary.left);
  const narrowed = operator === 'and' ? narrow : narrowUnless;
  const record = left && scope.record && narrowed(scope.record, left);
  const right = typing.type(binary.right, { ...scope, record: record ?? scope.record });
  if (left === undefined || right === undefined) return undefined;
  const areConditions = [
    isCondition(left, binary.left, operator, typing),
    isCondition(right, binary.right, operator, typing),
  ];
  if (areConditions.includes(false)) return undefined;
  return operate(operator, binary, [binary.left, binary.right], [left, right], typing);
}

function isCondition(typed: TypedExpression, place: ast.Expression, operator: string, { accept }: Typing): boolean {
  const isBool = isNull(typed) || (typed.type.kind === 'scalar' && typed.type.name === 'bool');
  if (!isBool) accept(notACondition({ node: place }, operator, describe(typed), printType(typed.type)));
  return isBool;
}

function typeDefault(binary: ast.Binary, operands: TypedExpression[], typing: Typing): TypedExpression | undefined {
  const [left] = operands as [TypedExpression];
  if (!isNull(left) && !isNullable(left.type)) {
    typing.accept(neverNull({ node: binary, property: 'right' }, describe(left), 'this default is never used'));
  }
  const places = [{ node: binary.left }, { node: binary.right }];
  return applyFunction({ spec: specOf('coalesce'), given: operands, place: { node: binary }, places }, typing, () => {
    typing.accept(
      noCommonType(
        { node: binary },
        'The two sides of "??"',
        operands.map(({ type }) => printType(type)),
      ),
    );
  });
}

function typeNullTest(
  binary: ast.Binary,
  operands: TypedExpression[],
  { accept }: Typing,
): TypedExpression | undefined {
  const operand = operands.find((one) => !isNull(one));
  if (operand === undefined) {
    accept(untypedNull({ node: binary, property: 'left' }));
    return undefined;
  }
  const isEqual = binary.operator === '==';
  if (!isNullable(operand.type)) {
    accept(neverNull({ node: binary }, describe(operand), `this is always ${isEqual ? 'false' : 'true'}`));
  }
  const type = { kind: 'scalar', name: 'bool', nullable: false } as const;
  return { op: 'call', type, function: isEqual ? 'isNull' : 'isNotNull', arguments: [operand] };
}

export function isNull(expression: TypedExpression): boolean {
  return expression.op === 'literal' && expression.value === null;
}
