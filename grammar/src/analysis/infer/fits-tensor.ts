/**
 * Whether columns fill an input of a model [N4]. Numbers are cast to the element type of the model, and a bool counts as 0 or
 * 1; text fills text only. The answer is the reason it does not fit, in words; undefined where it does.
 */
import type { TypedExpression } from '../../expressions/expression.ts';
import type { ModelTensor } from '../../onnx/signature.ts';
import { printType } from '../../types/print-type.ts';
import type { ScalarName, Type } from '../../types/type.ts';

/** What the symbols among a model's dimensions stand for; a symbol keeps its first number within one node. */
export type Symbols = Map<string, number>;

const numbers = /^(u?int(8|16|32|64)|float(32|64)|bool)$/;

export function whyVectorDoesNotFit(type: Type, tensor: ModelTensor, symbols: Symbols): string | undefined {
  const wanted = tensor.dimensions?.slice(1);
  if (type.kind === 'scalar') return whyElementDoesNotFit(type.name, tensor) ?? whySizeDoesNotFit([], wanted, symbols);
  if (type.kind !== 'vector') return `${printType(type)} has no fixed size`;
  return whyElementDoesNotFit(type.element, tensor) ?? whySizeDoesNotFit(type.dimensions, wanted, symbols);
}

export function whyColumnsDoNotFit(columns: TypedExpression[], tensor: ModelTensor, symbols: Symbols) {
  for (const column of columns) {
    if (column.type.kind === 'unknown') continue;
    if (column.type.kind !== 'scalar') return `${nameOf(column)} is ${printType(column.type)}, not a scalar`;
    const reason = whyElementDoesNotFit(column.type.name, tensor);
    if (reason !== undefined) return `${nameOf(column)}: ${reason}`;
  }
  return whySizeDoesNotFit([columns.length], tensor.dimensions?.slice(1), symbols);
}

export function nameOf(expression: TypedExpression): string {
  return expression.op === 'field' ? `"${expression.path.join('.')}"` : 'the expression';
}

function whyElementDoesNotFit(name: ScalarName, { element }: ModelTensor): string | undefined {
  if (element === undefined || name === element) return undefined;
  if (element !== 'bool' && numbers.test(element) && numbers.test(name)) return undefined;
  return `${name} is not ${element}`;
}

/** A scalar, `T[1]` and a list of one column are the same to `[N]` and `[N, 1]`. */
function whySizeDoesNotFit(
  given: (number | string)[],
  wanted: ModelTensor['dimensions'],
  symbols: Symbols,
): string | undefined {
  if (wanted === undefined) return undefined;
  const [from, to] = [given.length === 0 ? [1] : given, wanted.length === 0 ? [1] : wanted];
  if (from.length !== to.length) return `it has ${count(given.length)}, not ${count(wanted.length)}`;
  for (const [index, size] of from.entries()) {
    const expected = to[index] ?? null;
    if (!unify(size, expected, symbols))
      return `it has ${size === 1 ? '1 value' : `${size} values`}, not ${resolved(expected, symbols)}`;
  }
  return undefined;
}

function unify(size: number | string, expected: number | string | null, symbols: Symbols): boolean {
  if (expected === null || typeof size === 'string') return true;
  if (typeof expected === 'number') return size === expected;
  const known = symbols.get(expected);
  if (known === undefined) symbols.set(expected, size);
  return known === undefined || known === size;
}

function resolved(expected: number | string | null, symbols: Symbols): number | string | null {
  return typeof expected === 'string' ? (symbols.get(expected) ?? expected) : expected;
}

function count(dimensions: number): string {
  return dimensions === 1 ? '1 dimension' : `${dimensions} dimensions`;
}
