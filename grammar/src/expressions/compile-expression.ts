/**
 * Turns a typed expression into a function of columns. Every part is computed for a whole batch in one loop; no record
 * becomes an object. The expression comes from the analysis or from a plan, so a part that makes no sense is a bug and throws.
 */
import { functionNamed } from '../catalog/functions/index.ts';
import type { Scalar, Type } from '../types/type.ts';
import type { Column, ColumnFunction, ColumnSource, RecordFailures } from './column.ts';
import { columnOf } from './column-layout.ts';
import type { TypedExpression } from './expression.ts';
import { conditional } from './kernels/choose.ts';
import { widenOperand } from './kernels/convert-numbers.ts';
import type { Frame, Kernel } from './kernels/kernel.ts';
import { literalValue } from './literal-value.ts';
import { columnOfOperand, constantOperand, type Evaluate, lengthOfAll, nullsOfAny, operandOf } from './operand.ts';
import { resolveFunction } from './resolve-signature.ts';

type ParameterValues = Readonly<Record<string, Scalar>>;

export function compileExpression(expression: TypedExpression, parameters: ParameterValues): ColumnFunction {
  const evaluate = compilePart(expression, parameters);
  return (source, failures) => columnOfOperand(evaluate(source, failures), expression.type, source.length);
}

function compilePart(expression: TypedExpression, parameters: ParameterValues): Evaluate {
  switch (expression.op) {
    case 'literal':
      return constant(expression.type, expression.value);
    case 'parameter':
      return constant(expression.type, parameterNamed(expression.name, parameters));
    case 'field':
      return compileField(expression);
    case 'call':
      return compileCall(expression, parameters);
    case 'if':
      return compileConditional(expression, parameters);
  }
}

function constant(type: Type, value: Scalar | Scalar[]): Evaluate {
  const operand = constantOperand(type, literalValue(type, value));
  return () => operand;
}

function parameterNamed(name: string, parameters: ParameterValues): Scalar {
  const value = parameters[name];
  if (value === undefined) throw new Error(`The parameter "${name}" has no value`);
  return value;
}

function compileField({ type, path }: Extract<TypedExpression, { op: 'field' }>): Evaluate {
  const [name, ...inner] = path as [string, ...string[]];
  if (inner.length === 0) return (source) => operandOf(source.column(name));
  return (source) => operandOf(innerColumn(source.column(name), inner, type));
}

function innerColumn(column: Column, path: readonly string[], type: Type): Column {
  const records = column.values as unknown[];
  const rows = Array.from(records, (record, row) => (column.nulls?.[row] === 1 ? null : valueInside(record, path)));
  return columnOf(type, rows);
}

function valueInside(record: unknown, path: readonly string[]): unknown {
  let value = record;
  for (const name of path) {
    if (value === null || value === undefined) return null;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function compileConditional(expression: Extract<TypedExpression, { op: 'if' }>, parameters: ParameterValues): Evaluate {
  const { type } = expression;
  const branch = (part: TypedExpression): Evaluate => widened(compilePart(part, parameters), type);
  return conditional(
    compilePart(expression.condition, parameters),
    branch(expression.whenTrue),
    branch(expression.whenFalse),
    type,
  );
}

function widened(evaluate: Evaluate, type: Type): Evaluate {
  return (source, failures) => widenOperand(evaluate(source, failures), type);
}

function compileCall(expression: Extract<TypedExpression, { op: 'call' }>, parameters: ParameterValues): Evaluate {
  const spec = functionNamed(expression.function);
  const resolved = spec && resolveFunction(spec, expression.arguments);
  if (resolved === undefined) throw new Error(`No function "${expression.function}" takes these arguments`);
  const { signature, operands: types, result } = resolved;
  const operands = expression.arguments.map((part, i) => widened(compilePart(part, parameters), types[i] as Type));
  if (signature.lazy !== undefined) return signature.lazy(operands, result);
  if (signature.kernel === undefined) throw new Error(`The function "${expression.function}" has no implementation`);
  return runKernel(signature.kernel(result, types), operands, result);
}

function runKernel(kernel: Kernel, evaluateOperands: readonly Evaluate[], type: Type): Evaluate {
  return (source, failures) => {
    const operands = evaluateOperands.map((evaluate) => evaluate(source, failures));
    const isConstant = operands.every(({ step }) => step === 0);
    const length = lengthOfAll(operands, source.length);
    const frame = { length, nulls: nullsOfAny(operands, length), fail: failIn(source, failures, isConstant) };
    const { values, nulls } = kernel(operands, frame);
    return operandOfResult(type, values, nulls, length, isConstant);
  };
}

/** What fails for a constant fails for every record. */
function failIn(source: ColumnSource, failures: RecordFailures, isConstant: boolean): Frame['fail'] {
  if (!isConstant) return (row, message) => failures.fail(row, message);
  return (_, message) => {
    for (let row = 0; row < source.length; row++) failures.fail(row, message);
  };
}

function operandOfResult(
  type: Type,
  values: Column['values'],
  nulls: Uint8Array | undefined,
  length: number,
  isConstant: boolean,
): ReturnType<Evaluate> {
  const width = length === 0 || Array.isArray(values) ? 1 : values.length / length;
  return { type, values, nulls, width, step: isConstant ? 0 : 1 };
}
