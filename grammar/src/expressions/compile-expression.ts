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

/** The value of a secret; whoever compiles an expression that names none needs no such function. */
export type ResolveSecret = (name: string) => string;

interface Surroundings {
  parameters: ParameterValues;
  resolveSecret: ResolveSecret;
}

export function compileExpression(
  expression: TypedExpression,
  parameters: ParameterValues,
  resolveSecret: ResolveSecret = refuseSecret,
): ColumnFunction {
  const evaluate = compilePart(expression, { parameters, resolveSecret });
  return (source, failures) => columnOfOperand(evaluate(source, failures), expression.type, source.length);
}

function compilePart(expression: TypedExpression, around: Surroundings): Evaluate {
  switch (expression.op) {
    case 'literal':
      return constant(expression.type, expression.value);
    case 'parameter':
      return constant(expression.type, parameterNamed(expression.name, around.parameters));
    case 'field':
      return compileField(expression);
    case 'secret':
      return constant(expression.type, around.resolveSecret(expression.name));
    case 'call':
      return compileCall(expression, around);
    case 'if':
      return compileConditional(expression, around);
  }
}

function constant(type: Type, value: Scalar | Scalar[]): Evaluate {
  const operand = constantOperand(type, literalValue(type, value));
  return () => operand;
}

function parameterNamed(name: string, parameters: ParameterValues): Scalar {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined) throw new Error(`The parameter "${name}" has no value`);
  return value;
}

function refuseSecret(name: string): never {
  throw new Error(`Nobody may know the secret "${name}" here`);
}

function compileField({ type, path }: Extract<TypedExpression, { op: 'field' }>): Evaluate {
  const [name, ...inner] = path as [string, ...string[]];
  if (inner.length === 0) return (source) => operandOf(source.column(name));
  return (source) => operandOf(innerColumn(source.column(name), inner, type));
}

function innerColumn(column: Column, path: readonly string[], type: Type): Column {
  const records = column.values as unknown[];
  const rows = new Array<unknown>(records.length);
  // A loop: Array.from asks an iterator for each record, which took a third of flattening them.
  for (let row = 0; row < rows.length; row++)
    rows[row] = column.nulls?.[row] === 1 ? null : valueInside(records[row], path);
  return columnOf(type, rows);
}

function valueInside(record: unknown, path: readonly string[]): unknown {
  let value = record;
  for (const name of path) {
    if (value === null || value === undefined) return null;
    value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null;
  }
  return value;
}

function compileConditional(expression: Extract<TypedExpression, { op: 'if' }>, around: Surroundings): Evaluate {
  const { type } = expression;
  const branch = (part: TypedExpression): Evaluate => widened(compilePart(part, around), type);
  return conditional(
    compilePart(expression.condition, around),
    branch(expression.whenTrue),
    branch(expression.whenFalse),
    type,
  );
}

function widened(evaluate: Evaluate, type: Type): Evaluate {
  return (source, failures) => widenOperand(evaluate(source, failures), type);
}

function compileCall(expression: Extract<TypedExpression, { op: 'call' }>, around: Surroundings): Evaluate {
  const spec = functionNamed(expression.function);
  const resolved = spec && resolveFunction(spec, expression.arguments);
  if (resolved === undefined) throw new Error(`No function "${expression.function}" takes these arguments`);
  const { signature, operands: types, result } = resolved;
  const operands = expression.arguments.map((part, i) => widened(compilePart(part, around), types[i] as Type));
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
