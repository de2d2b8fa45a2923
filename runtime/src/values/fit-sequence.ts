import { type ListType, layoutOf, printType, scalarType, type VectorType } from '@millrace/grammar';
import { type Fit, isNull, misfit, noValue, scalarFits } from './fit-scalar.ts';
import { Misfit } from './misfit.ts';

/** Arrays and typed arrays become plain arrays of what `fit` makes of their elements. */
export function listFit(type: ListType, fit: Fit): Fit {
  return (value) =>
    isArrayLike(value) ? fitElements(value, fit, new Array(value.length)) : misfit(value, printType(type));
}

/** Flat or nested arrays become the typed array that the column stores, or a plain one where a dimension is a symbol. */
export function vectorFit(type: VectorType): Fit {
  const { array, width } = layoutOf(type);
  const element = scalarType(type.element);
  const fit: Fit = (value) => (isNull(value) ? noValue(element) : scalarFits[type.element](value));
  const sizes = type.dimensions.map((size) => (typeof size === 'number' ? size : undefined));
  return (value) => {
    if (array !== undefined && value instanceof array && value.length === width) return value;
    const elements = isArrayLike(value) ? flatten(value, sizes) : undefined;
    if (elements === undefined) return misfit(value, printType(type));
    const wanted = product(sizes);
    if (!Number.isNaN(wanted) && elements.length !== wanted)
      return new Misfit(`${elements.length} elements`, `are not a ${printType(type)}`);
    return fitElements(elements, fit, array === undefined ? new Array(elements.length) : new array(width));
  };
}

/** Row-major elements of nested arrays; of a flat array the array itself. */
function flatten(value: ArrayLike<unknown>, sizes: (number | undefined)[]): ArrayLike<unknown> | undefined {
  if (sizes.length < 2 || !isArrayLike(value[0])) return value;
  const [size, ...inner] = sizes;
  if (size !== undefined && value.length !== size) return undefined;
  const rows: unknown[] = [];
  for (const row of Array.from(value)) {
    const elements = isArrayLike(row) ? flatten(row, inner) : undefined;
    if (elements === undefined || (inner[0] !== undefined && elements.length !== product(inner))) return undefined;
    for (let i = 0; i < elements.length; i++) rows.push(elements[i]);
  }
  return rows;
}

/** NaN where a size is not known. */
function product(sizes: (number | undefined)[]): number {
  return sizes.reduce<number>((a, b) => a * (b ?? Number.NaN), 1);
}

function fitElements<T extends { [index: number]: unknown }>(
  values: ArrayLike<unknown>,
  fit: Fit,
  into: T,
): T | Misfit {
  for (let i = 0; i < values.length; i++) {
    const fitted = fit(values[i]);
    if (fitted instanceof Misfit) return fitted.inside(`[${i}]`);
    into[i] = typeof fitted === 'boolean' && ArrayBuffer.isView(into) ? Number(fitted) : fitted;
  }
  return into;
}

export function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
