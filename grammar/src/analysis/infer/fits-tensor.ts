/**
 * Whether columns fill an input of a model [N4]. Numbers are cast to the element type of the model, and a bool counts as 0 or
 * 1; text fills text only. The answer is the reason it does not fit, in words; undefined where it does.
 */
import type { TypedExpression } from '../../expressions/expression.ts';
import type { ModelTensor } from '../../onnx/signature.ts';
import { printType } from '../../types/print-type.ts';
import type { ScalarName, Type } from '../../types/type.ts';
import type { Filling, Misfit, Size, Sizes } from './sizes.ts';

const numbers = /^(u?int(8|16|32|64)|float(32|64)|bool)$/;

export function whyVectorDoesNotFit(
  type: Type,
  tensor: ModelTensor,
  sizes: Sizes,
  filling: Filling,
): Misfit | undefined {
  if (type.kind !== 'scalar' && type.kind !== 'vector') return { reason: `${printType(type)} has no fixed size` };
  const reason = whyElementDoesNotFit(type.kind === 'scalar' ? type.name : type.element, tensor);
  if (reason !== undefined) return { reason };
  return whySizeDoesNotFit(type.kind === 'scalar' ? [] : type.dimensions, tensor, sizes, filling);
}

export function whyColumnsDoNotFit(
  columns: TypedExpression[],
  tensor: ModelTensor,
  sizes: Sizes,
  filling: Filling,
): Misfit | undefined {
  for (const column of columns) {
    if (column.type.kind === 'unknown') continue;
    if (column.type.kind !== 'scalar') {
      return { reason: `${nameOf(column)} is ${printType(column.type)}, not a scalar` };
    }
    const reason = whyElementDoesNotFit(column.type.name, tensor);
    if (reason !== undefined) return { reason: `${nameOf(column)}: ${reason}` };
  }
  return whySizeDoesNotFit([columns.length], tensor, sizes, filling);
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
function whySizeDoesNotFit(given: Size[], tensor: ModelTensor, sizes: Sizes, filling: Filling): Misfit | undefined {
  const wanted = tensor.dimensions?.slice(1);
  if (wanted === undefined) return undefined;
  return sizes.unify(given.length === 0 ? [1] : given, wanted.length === 0 ? [1] : wanted, filling);
}
